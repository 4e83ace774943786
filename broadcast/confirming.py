"""A person says what became of a delivery: the only way to ``confirmed``, and out of doubt."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from broadcast import exposing, tallies
from broadcast.locking import skipping_locked
from broadcast.models import Airing, Delivery, Evidence
from outreach.models import Leader

CLOSABLE = (
    Delivery.State.SENT,
    Delivery.State.UNKNOWN,
    Delivery.State.FAILED,
    Delivery.State.EXPIRED,
)
RELEASABLE = (Delivery.State.UNKNOWN, Delivery.State.FAILED)
AT_ONCE = 1000
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
    before = row.state
    if evidence.claim == Evidence.Claim.NOT_DONE:
        row.state, row.reason = Delivery.State.FAILED, evidence.note or "Tổ báo chưa làm được."
    else:
        row.state, row.reason = Delivery.State.CONFIRMED, ""
        row.confirmed_at, row.confirmed_via = evidence.recorded_at, via
        row.confirmed_by, row.confirmed_by_leader = evidence.user, evidence.leader
        exposing.confirmed(row, evidence=evidence)
    row.save()
    _note(row, before)


def _note(row: Delivery, before: str) -> None:
    tallies.moved([(row.occurrence_id, before)], to=row.state, at=timezone.now())


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


def _state_now(delivery: Delivery) -> str:
    """Return the state as the ledger has it, held until the transaction ends."""
    held = Delivery.objects.select_for_update().filter(pk=delivery.pk)
    state: str = held.values_list("state", flat=True).get()
    return state


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
    before = _state_now(delivery)
    delivery.state, delivery.reason = Delivery.State.CONFIRMED, ""
    delivery.confirmed_at = proof.recorded_at
    delivery.confirmed_via = Delivery.Via.PAGE if proof.leader_id else Delivery.Via.OFFICER
    delivery.confirmed_by, delivery.confirmed_by_leader = proof.user, proof.leader
    exposing.aired(airing, delivery.channel.group, proof=evidence, delivery=delivery)
    delivery.save()
    _note(delivery, before)


@transaction.atomic
def withdraw_aired(delivery: Delivery, *, airing: Airing) -> None:
    """Take back a confirmation that rested on ``airing`` alone: a person has said otherwise."""
    last = delivery.evidence.first()
    rests = last is not None and last.nonce.startswith(f"{exposing.AIRING_NONCE}{airing.pk}-")
    if rests and _state_now(delivery) == Delivery.State.CONFIRMED:
        delivery.state, delivery.reason = Delivery.State.FAILED, f"{airing}: không phát đủ."
        delivery.save(update_fields=["state", "reason"])
        _note(delivery, Delivery.State.CONFIRMED)


@transaction.atomic
def seen_in_group(delivery: Delivery, *, by: Any) -> None:
    """An officer saw the message in the group: it was sent after all."""
    changed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNKNOWN).update(
        state=Delivery.State.SENT, sent_at=timezone.now(), via="human", reason=""
    )
    if not changed:
        raise NotPossibleError("Lượt gửi này không còn ở trạng thái “không chắc đã gửi”.")
    delivery.refresh_from_db()
    _note(delivery, Delivery.State.UNKNOWN)
    channel = delivery.channel
    left = exposing.Posted(
        delivery.pk,
        channel.kind,
        delivery.text,
        channel.group_id,
        delivery.occurrence_id,
        delivery.due_at,
    )
    exposing.posted([left])
    log(instance=delivery, action="lantoa.seen", user=by)


@transaction.atomic
def release(delivery: Delivery, *, by: Any) -> None:
    """An officer decides that it goes out again; the machine never does."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    now, before = timezone.now(), row.state
    if row.expires_at <= now:
        raise NotPossibleError("Đã quá hạn, không gửi lại được. Lập một lần phát hành mới.")
    if before not in RELEASABLE:
        raise NotPossibleError("Chỉ gửi lại được lượt không gửi được hoặc không chắc đã gửi.")
    Delivery.objects.filter(pk=row.pk).update(
        state=Delivery.State.PLANNED, next_attempt_at=now, reason=""
    )
    delivery.refresh_from_db()
    _note(delivery, before)
    log(instance=delivery, action="lantoa.release", user=by)


def resendable(occurrence: Any) -> QuerySet[Delivery]:
    """Return what "Gửi lại phần chưa gửi" would send again at ``occurrence``: what failed.

    Not what is late, and not what the leader has been given instead of the bot.
    """
    failed: QuerySet[Delivery] = occurrence.deliveries.filter(
        state=Delivery.State.FAILED, expires_at__gt=timezone.now(), fallbacks=None
    )
    return failed


@transaction.atomic
def release_failed(occurrence: Any, *, by: Any) -> int:
    """Send again what failed at ``occurrence``, and nothing else; return how many."""
    rows = skipping_locked(resendable(occurrence)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    now = timezone.now()
    for start in range(0, len(ids), AT_ONCE):
        Delivery.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(
            state=Delivery.State.PLANNED, next_attempt_at=now, reason=""
        )
    failed = [(occurrence.pk, Delivery.State.FAILED)] * len(ids)
    tallies.moved(failed, to=Delivery.State.PLANNED, at=now)
    if ids:
        log(instance=occurrence, action="lantoa.release", user=by, data={"count": len(ids)})
    return len(ids)
