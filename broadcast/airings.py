"""What becomes of an airing: the only writers of ``Airing.state`` (loudspeaker.md §10).

Handed over is not aired: without proof nothing counts. Proof is an ``Evidence`` row, a play log
before a leader before an officer; a lower one never overwrites a higher one.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from broadcast import crediting
from broadcast.confirming import LATE_AFTER, NotPossibleError
from broadcast.models import Airing, Evidence
from outreach.models import Leader

State, Claim, Kind = Airing.State, Evidence.Claim, Evidence.Kind

EXPIRES_AFTER = timedelta(hours=2)
SETTLED = "Giải quyết mâu thuẫn"
WITHDRAWN = "Đợt truyền thông đã huỷ trước giờ phát."
LOG_ACTIONS = (
    ("lantoa.airing_booked", "Xếp lịch phát", "Đã xếp lịch phát"),
    ("lantoa.airing_handed_over", "Bàn giao lượt phát", "Đã bàn giao lượt phát"),
    ("lantoa.airing_settled", "Giải quyết mâu thuẫn", "Đã giải quyết mâu thuẫn"),
    ("lantoa.airing_cancelled", "Huỷ lượt phát", "Đã huỷ lượt phát"),
)
_RANK = {Kind.OFFICER: 1, Kind.LEADER: 2, Kind.PLAY_LOG: 3}
_STATE = {
    Claim.DONE: State.CONFIRMED,
    Claim.PARTLY: State.PARTIAL,
    Claim.NOT_DONE: State.NOT_PLAYED,
}


def waiting_for_word(rows: Any, *, now: datetime) -> Any:
    """Limit airings to those that a person must look at: unproven for two hours, or disputed."""
    unproven = Q(
        state__in=[State.HANDED_OVER, State.PLAYED, State.EXPIRED],
        starts_at__lte=now - EXPIRES_AFTER,
    )
    return rows.filter(unproven | Q(disputed_at__isnull=False))


@transaction.atomic
def hand_over(airing: Airing, *, now: datetime, by: Any = None) -> Airing:
    """Record that the bundle, the sheet or the teleprompter left for this airing; once.

    Raises ``NotPossibleError`` for a cancelled or expired airing. One that was handed over, or
    has been played meanwhile, stays as it is.
    """
    row = _locked(airing)
    if row.state in (State.CANCELLED, State.EXPIRED):
        raise NotPossibleError(f"Lượt phát đang ở trạng thái “{row.get_state_display()}”.")
    if row.state == State.PLANNED:
        row.state, row.handed_over_at = State.HANDED_OVER, now
        row.save(update_fields=["state", "handed_over_at"])
        log(instance=row, action="lantoa.airing_handed_over", user=by)
    return _fresh(airing)


@transaction.atomic
def played(airing: Airing, *, now: datetime) -> Airing:
    """Record that the reader reached the last line: it still waits for a person's word."""
    row = _locked(airing)
    if row.state in (State.PLANNED, State.HANDED_OVER) and now >= row.starts_at:
        row.state, row.handed_over_at = State.PLAYED, row.handed_over_at or now
        row.save(update_fields=["state", "handed_over_at"])
    return _fresh(airing)


@transaction.atomic
def record(
    airing: Airing,
    *,
    claim: Evidence.Claim,
    kind: Evidence.Kind,
    by_user: Any = None,
    by_leader: Leader | None = None,
    seconds: int | None = None,
    reason: str = "",
    note: str = "",
    how_known: str = "",
    nonce: str = "",
    now: datetime,
) -> Airing:
    """Take a proof down, and let it decide unless a higher one already did.

    ``seconds`` were really played, where that is known; ``reason`` is an ``Airing.Reason`` and
    needed when it did not play; a play log names the importing officer as ``by_user``. The same
    ``nonce``, or the same word of the same person again, changes nothing.
    """
    given = Evidence(
        airing=airing,
        kind=kind,
        claim=claim,
        user=by_user,
        leader=by_leader,
        seconds=seconds,
        reason=reason,
        note=note.strip(),
        how_known=how_known.strip(),
        nonce=nonce,
        recorded_at=now,
    )
    return _take_down(given, airing)


def _take_down(given: Evidence, airing: Airing) -> Airing:
    row = _locked(airing)
    _refuse_stranger(row, by_user=given.user, by_leader=given.leader)
    earlier = list(row.evidence.order_by("recorded_at", "pk"))
    if not _is_known(given, earlier):
        _refuse_impossible(row, given)
        given.needs_check = given.recorded_at - row.ends_at > LATE_AFTER
        given.save()
        _judge(row, given, earlier)
    return _fresh(airing)


def _judge(row: Airing, given: Evidence, earlier: list[Evidence]) -> None:
    """Let ``given`` decide unless outranked; note a contradiction for the office to settle."""
    words = _standing([*earlier, given])
    is_disputed = any(_contradict(one, other) for one in words for other in words)
    row.disputed_at = (row.disputed_at or given.recorded_at) if is_disputed else None
    if _RANK[Kind(given.kind)] >= max((_RANK[Kind(e.kind)] for e in earlier), default=0):
        _apply(row, given)
    row.save()


def _apply(row: Airing, proof: Evidence) -> None:
    claim = Claim(proof.claim)
    row.state = _STATE[claim]
    row.reason, row.note = (proof.reason, proof.note) if claim != Claim.DONE else ("", proof.note)
    row.played_seconds = None if claim == Claim.NOT_DONE else proof.seconds
    row.save()
    crediting.credit(row, proof=proof)


def _standing(words: list[Evidence]) -> list[Evidence]:
    """Return the last word of each witness since the office last settled a contradiction.

    Who corrects himself is not held to what he said before.
    """
    last: dict[tuple[Any, ...], Evidence] = {}
    for word in words:
        if word.how_known == SETTLED:
            last.clear()
        last[word.kind, word.user_id, word.leader_id] = word
    return list(last.values())


def _contradict(one: Evidence, other: Evidence) -> bool:
    """Whether two witnesses say "played" and "not played"."""
    return {one.claim, other.claim} == {Claim.DONE, Claim.NOT_DONE}


def _is_known(given: Evidence, earlier: list[Evidence]) -> bool:
    if given.nonce and any(given.nonce == other.nonce for other in earlier):
        return True
    fields = ("kind", "claim", "user_id", "leader_id", "seconds", "reason")
    last = next((e for e in reversed(earlier) if e.kind == given.kind), None)
    return last is not None and all(getattr(last, f) == getattr(given, f) for f in fields)


def _refuse_stranger(row: Airing, *, by_user: Any, by_leader: Leader | None) -> None:
    if by_user is not None and by_user.ward_id != row.ward_id:
        raise PermissionDenied("Lượt phát này của xã, phường khác.")
    if by_leader and not row.loudspeaker.groups.filter(pk=by_leader.group_id).exists():
        raise PermissionDenied("Cụm loa này không phát cho tổ của anh, chị.")


def _refuse_impossible(row: Airing, given: Evidence) -> None:
    if row.state == State.CANCELLED:
        raise NotPossibleError("Lượt phát này đã huỷ.")
    if given.recorded_at < row.starts_at:
        raise NotPossibleError("Chưa đến giờ phát nên chưa ghi nhận được.")
    if given.user_id is None and given.leader_id is None:
        raise NotPossibleError("Ghi nhận nào cũng phải có người chịu trách nhiệm.")
    if given.kind == Kind.OFFICER and not given.how_known:
        raise NotPossibleError("Ghi rõ biết bằng cách nào, ví dụ: gọi điện cho tổ trưởng.")
    if given.claim == Claim.NOT_DONE and given.reason not in Airing.Reason.values:
        raise NotPossibleError("Chọn lý do không phát được.")


@transaction.atomic
def settle(airing: Airing, *, claim: Evidence.Claim, by: Any, writing: str, now: datetime) -> None:
    """End a contradiction in writing: what the office decides stands, both words are kept."""
    row = _locked(airing)
    _refuse_stranger(row, by_user=by, by_leader=None)
    if row.disputed_at is None:
        raise NotPossibleError("Lượt phát này không có mâu thuẫn nào cần giải quyết.")
    if not writing.strip():
        raise NotPossibleError("Ghi rõ đã xác minh với ai và kết luận thế nào.")
    proof = Evidence.objects.create(
        airing=row,
        kind=Kind.OFFICER,
        claim=claim,
        user=by,
        how_known=SETTLED,
        note=writing.strip()[:300],
        reason="" if claim == Claim.DONE else Airing.Reason.OTHER,
        seconds=row.played_seconds,
        recorded_at=now,
    )
    row.disputed_at = None
    _apply(row, proof)
    log(instance=row, action="lantoa.airing_settled", user=by)
    _fresh(airing)


@transaction.atomic
def cancel(airing: Airing, *, by: Any, reason: str, now: datetime) -> None:
    """Take an airing out of the book before its start; never after it."""
    row = _locked(airing)
    _refuse_stranger(row, by_user=by, by_leader=None)
    if row.state not in (State.PLANNED, State.HANDED_OVER) or now >= row.starts_at:
        raise NotPossibleError("Chỉ huỷ được lượt chưa đến giờ phát.")
    if not reason.strip():
        raise NotPossibleError("Ghi lý do huỷ.")
    row.state, row.note = State.CANCELLED, reason.strip()
    row.save(update_fields=["state", "note"])
    log(instance=row, action="lantoa.airing_cancelled", user=by)
    _fresh(airing)


@transaction.atomic
def expire_late(now: datetime) -> int:
    """Close what was never handed over two hours after its start; return how many.

    In the same pass, airings of a cancelled campaign are cancelled, and confirmed airings are
    credited to deliveries that did not exist when they were confirmed. Repeating it changes
    nothing.
    """
    ahead = Airing.objects.filter(
        state__in=[State.PLANNED, State.HANDED_OVER],
        starts_at__gt=now,
        occurrence__cancelled_at__isnull=False,
    )
    ahead.update(state=State.CANCELLED, note=WITHDRAWN)
    crediting.catch_up(now=now)
    late = Airing.objects.filter(state=State.PLANNED, starts_at__lte=now - EXPIRES_AFTER)
    return late.update(state=State.EXPIRED)


def _locked(airing: Airing) -> Airing:
    rows = Airing.objects.select_for_update(of=("self",))
    return rows.select_related("loudspeaker", "occurrence").get(pk=airing.pk)


def _fresh(given: Airing) -> Airing:
    """Let the caller's object say what its row says, and return it."""
    given.refresh_from_db(fields=[field.name for field in Airing._meta.fields])
    return given
