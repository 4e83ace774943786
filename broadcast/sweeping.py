"""Repairing what a crash left behind, and telling of what came too late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from broadcast import airings, lanes, settling, tallies
from broadcast.fan_out import fan_out
from broadcast.locking import skipping_locked
from broadcast.models import Attempt, Delivery
from broadcast.zalo import forgetting
from campaigns.models import Campaign, ChannelKind, Occurrence

IN_DOUBT = "Không rõ tin đã gửi hay chưa (máy gửi dừng giữa chừng). Hãy kiểm tra nhóm."
AT_ONCE = 1000
TOO_LATE = "Quá hạn nên không gửi nữa. Tin trễ không bao giờ tự gửi."
CANCELLED = "Đợt truyền thông đã huỷ trước khi gửi."


@dataclass(slots=True)
class Swept:
    """How many rows each repair touched."""

    released: int = 0
    doubtful: int = 0
    fanned_out: int = 0
    expired: int = 0
    cancelled: int = 0
    airings_expired: int = 0
    forgotten: int = 0
    moved_lane: int = 0
    tallies_gathered: int = 0


def sweep(*, now: datetime) -> Swept:
    """Repair everything once; leases and calls are judged by the real clock, dues by ``now``."""
    return Swept(
        released=_release_leases(now),
        doubtful=_doubt_the_silent(now),
        fanned_out=fan_out_all(now=now),
        cancelled=_cancel_withdrawn(now),
        expired=_expire(now),
        airings_expired=airings.expire_late(now),
        forgotten=forgetting.forget_old(now=timezone.now()),
        moved_lane=lanes.assign(),
        tallies_gathered=tallies.gather(now=now),
    )


def _move(
    rows: QuerySet[Delivery],
    *,
    to: str,
    at: datetime,
    first: Callable[[list[int]], None] = lambda _ids: None,
    **fields: Any,
) -> int:
    """Move ``rows`` to a state and note it, a part at a time; return how many.

    Rows that a worker holds at this moment are left to the next pass. ``first`` is called with
    the ids of each part before it moves, in the same transaction.
    """
    count = 0
    while True:
        with transaction.atomic():
            held = list(skipping_locked(rows).values_list("pk", "occurrence_id", "state")[:AT_ONCE])
            ids = [pk for pk, _occurrence, _state in held]
            first(ids)
            Delivery.objects.filter(pk__in=ids).update(state=to, **fields)
            tallies.moved([(occurrence, state) for _pk, occurrence, state in held], to=to, at=at)
        count += len(held)
        if len(held) < AT_ONCE:
            return count


def _release_leases(now: datetime) -> int:
    """A claim that ran out had sent nothing: the row waits again."""
    lost = Delivery.objects.filter(
        indexed_state=Delivery.State.CLAIMED, lease_until__lte=timezone.now()
    ).order_by("pk")
    return _move(lost, to=Delivery.State.PLANNED, at=now, lease_token="", lease_until=None)


def _doubt_the_silent(now: datetime) -> int:
    """A call that never came back may have gone out: only a person can tell."""
    limit = timezone.now() - timedelta(seconds=settings.LANTOA_SENDING_LIMIT_SECONDS)
    given_up = Attempt.objects.filter(outcome=Attempt.Outcome.OPEN, started_at__lte=limit)

    def close(ids: list[int]) -> None:
        given_up.filter(delivery__in=ids).update(outcome=Attempt.Outcome.UNKNOWN)

    silent = Delivery.objects.filter(
        pk__in=given_up.values("delivery"), state=Delivery.State.SENDING, sending_at__lte=limit
    ).order_by("pk")
    return _move(silent, to=Delivery.State.UNKNOWN, at=now, first=close, reason=IN_DOUBT)


def fan_out_all(*, now: datetime) -> int:
    """Fan out every due occurrence that has not been, and return the number of new rows."""
    waiting = Occurrence.objects.filter(
        fanned_out_at=None,
        cancelled_at=None,
        due_at__lte=now,
        campaign__state__in=[Campaign.State.APPROVED, Campaign.State.PAUSED],
    ).select_related("item__audience", "campaign", "ward__province", "material_revision")
    return sum(fan_out(occurrence, now=now) for occurrence in waiting)


def _cancel_withdrawn(now: datetime) -> int:
    withdrawn = Delivery.objects.filter(
        indexed_state=Delivery.State.PLANNED, occurrence__cancelled_at__isnull=False
    )
    return _move(withdrawn.order_by("pk"), to=Delivery.State.CANCELLED, at=now, reason=CANCELLED)


def _expire(now: datetime) -> int:
    """End what is past its time; a group that the bot missed is left to nobody in silence."""

    def fall_back(ids: list[int]) -> None:
        missed = Delivery.objects.filter(pk__in=ids, channel__kind=ChannelKind.ZALO_GROUP)
        for row in missed.select_related("channel"):
            settling.fall_back(row, now=now)

    late = Delivery.objects.filter(indexed_state=Delivery.State.PLANNED, expires_at__lte=now)
    return _move(
        late.order_by("pk"), to=Delivery.State.EXPIRED, at=now, first=fall_back, reason=TOO_LATE
    )
