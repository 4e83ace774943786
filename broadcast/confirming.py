"""A person says what became of a delivery: the only way to ``confirmed``, and out of doubt."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadcast import exposing
from broadcast.models import Airing, Delivery, Evidence
from outreach.models import Leader

CLOSABLE = (
    Delivery.State.SENT,
    Delivery.State.UNKNOWN,
    Delivery.State.FAILED,
    Delivery.State.EXPIRED,
)
TOO_MANY_A_MINUTE = 5
LATE_AFTER = timedelta(hours=72)


class NotPossibleError(Exception):
    """The delivery's state does not allow the act; the message says why, in Vietnamese."""


@transaction.atomic
def confirm(
    delivery: Delivery,
    *,
    leader: Leader | None = None,
    user: Any = None,
    via: Delivery.Via,
    claim: Evidence.Claim = Evidence.Claim.DONE,
    how_known: str = "",
    note: str = "",
    nonce: str = "",
    members_count: int | None = None,
    at: datetime | None = None,
) -> Delivery:
    """Record a leader's tap or an officer's entry; the same tap twice is recorded once.

    Done closes a sent, unknown, failed or expired delivery as confirmed and writes the exposure.
    Not done makes it failed, with the reason. An officer must say how it is known. ``at`` is when
    the person said so, now by default.
    """
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    known = row.evidence.filter(nonce=nonce) if nonce else row.evidence.none()
    if row.state == Delivery.State.CONFIRMED or known.exists():
        return row
    _refuse_impossible(row, user=user, how_known=how_known)
    at = at or timezone.now()
    evidence = Evidence.objects.create(
        delivery=row,
        kind=Evidence.Kind.LEADER if leader else Evidence.Kind.OFFICER,
        claim=claim,
        how_known=how_known.strip(),
        note=note.strip(),
        nonce=nonce,
        members_count=members_count,
        needs_check=_needs_check(row, leader=leader, user=user, at=at),
        recorded_at=at,
        leader=leader,
        user=user,
    )
    _close(row, evidence, via=via)
    return row


def _close(row: Delivery, evidence: Evidence, *, via: Delivery.Via) -> None:
    if evidence.claim == Evidence.Claim.NOT_DONE:
        row.state, row.reason = Delivery.State.FAILED, evidence.note or "Tổ báo chưa làm được."
    else:
        row.state, row.reason = Delivery.State.CONFIRMED, ""
        row.confirmed_at, row.confirmed_via = evidence.recorded_at, via
        row.confirmed_by, row.confirmed_by_leader = evidence.user, evidence.leader
        exposing.confirmed(row, evidence=evidence)
    row.save()


def _refuse_impossible(row: Delivery, *, user: Any, how_known: str) -> None:
    if row.state not in CLOSABLE:
        raise NotPossibleError(f"Lượt gửi đang ở trạng thái “{row.get_state_display()}”.")
    if user is not None and not how_known.strip():
        raise NotPossibleError("Ghi rõ biết bằng cách nào, ví dụ: gọi điện cho tổ trưởng.")


def _needs_check(row: Delivery, *, leader: Leader | None, user: Any, at: datetime) -> bool:
    """Mark what an honest person seldom does: many in a minute, or very late."""
    recent = Evidence.objects.filter(
        leader=leader, user=user, recorded_at__range=(at - timedelta(minutes=1), at)
    )
    return recent.count() >= TOO_MANY_A_MINUTE or at - row.due_at > LATE_AFTER


@transaction.atomic
def confirm_aired(delivery: Delivery, *, airing: Airing, proof: Evidence) -> None:
    """Close ``delivery`` because ``airing``, proven by ``proof``, reached its group; once."""
    evidence = Evidence.objects.create(
        delivery=delivery,
        kind=proof.kind,
        claim=Evidence.Claim.DONE,
        how_known=f"Lượt phát thanh {airing}",
        nonce=f"{exposing.AIRING_NONCE}{airing.pk}-{proof.pk}",
        needs_check=proof.needs_check,
        recorded_at=proof.recorded_at,
        leader=proof.leader,
        user=proof.user,
    )
    delivery.state, delivery.reason = Delivery.State.CONFIRMED, ""
    delivery.confirmed_at = proof.recorded_at
    delivery.confirmed_via = Delivery.Via.PAGE if proof.leader_id else Delivery.Via.OFFICER
    delivery.confirmed_by, delivery.confirmed_by_leader = proof.user, proof.leader
    exposing.aired(airing, delivery.channel.group, proof=evidence, delivery=delivery)
    delivery.save()


def withdraw_aired(delivery: Delivery, *, airing: Airing) -> None:
    """Take back a confirmation that rested on ``airing`` alone: a person has said otherwise."""
    last = delivery.evidence.first()
    rests = last is not None and last.nonce.startswith(f"{exposing.AIRING_NONCE}{airing.pk}-")
    if delivery.state == Delivery.State.CONFIRMED and rests:
        delivery.state, delivery.reason = Delivery.State.FAILED, f"{airing}: không phát đủ."
        delivery.save(update_fields=["state", "reason"])


@transaction.atomic
def seen_in_group(delivery: Delivery, *, by: Any) -> None:
    """An officer saw the message in the group: it was sent after all."""
    changed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNKNOWN).update(
        state=Delivery.State.SENT, sent_at=timezone.now(), via="human", reason=""
    )
    if not changed:
        raise NotPossibleError("Lượt gửi này không còn ở trạng thái “không chắc đã gửi”.")
    delivery.refresh_from_db()
    exposing.posted([(delivery.pk, delivery.channel.kind, delivery.text)])
    log(instance=delivery, action="lantoa.seen", user=by)


@transaction.atomic
def release(delivery: Delivery, *, by: Any) -> None:
    """An officer decides that it goes out again; the machine never does."""
    now = timezone.now()
    if delivery.expires_at <= now:
        raise NotPossibleError("Đã quá hạn, không gửi lại được. Lập một lần phát hành mới.")
    changed = Delivery.objects.filter(
        pk=delivery.pk, state__in=[Delivery.State.UNKNOWN, Delivery.State.FAILED]
    ).update(state=Delivery.State.PLANNED, next_attempt_at=now, reason="")
    if not changed:
        raise NotPossibleError("Chỉ gửi lại được lượt không gửi được hoặc không chắc đã gửi.")
    delivery.refresh_from_db()
    log(instance=delivery, action="lantoa.release", user=by)


def release_failed(occurrence: Any, *, by: Any) -> int:
    """Send again what failed at ``occurrence``, and nothing else; return how many."""
    failed = occurrence.deliveries.filter(
        state=Delivery.State.FAILED, expires_at__gt=timezone.now()
    )
    rows = list(failed)
    for row in rows:
        release(row, by=by)
    return len(rows)
