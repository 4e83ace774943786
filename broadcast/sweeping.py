"""Repairing what a crash left behind, and telling of what came too late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from broadcast import airings, settling
from broadcast.fan_out import fan_out
from broadcast.models import Delivery
from broadcast.zalo import forgetting
from campaigns.models import Campaign, ChannelKind, Occurrence

IN_DOUBT = "Không rõ tin đã gửi hay chưa (máy gửi dừng giữa chừng). Hãy kiểm tra nhóm."
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


def sweep(*, now: datetime) -> Swept:
    """Repair everything once; leases and calls are judged by the real clock, dues by ``now``."""
    return Swept(
        released=_release_leases(),
        doubtful=_doubt_the_silent(),
        fanned_out=fan_out_all(now=now),
        cancelled=_cancel_withdrawn(),
        expired=_expire(now),
        airings_expired=airings.expire_late(now),
        forgotten=forgetting.forget_old(now=timezone.now()),
    )


def _release_leases() -> int:
    """A claim that ran out had sent nothing: the row waits again."""
    return Delivery.objects.filter(
        state=Delivery.State.CLAIMED, lease_until__lte=timezone.now()
    ).update(state=Delivery.State.PLANNED, lease_token="", lease_until=None)


def _doubt_the_silent() -> int:
    """A call that never came back may have gone out: only a person can tell."""
    limit = timezone.now() - timedelta(seconds=settings.LANTOA_SENDING_LIMIT_SECONDS)
    return Delivery.objects.filter(state=Delivery.State.SENDING, sending_at__lte=limit).update(
        state=Delivery.State.UNKNOWN, reason=IN_DOUBT
    )


def fan_out_all(*, now: datetime) -> int:
    """Fan out every due occurrence that has not been, and return the number of new rows."""
    waiting = Occurrence.objects.filter(
        fanned_out_at=None,
        cancelled_at=None,
        due_at__lte=now,
        campaign__state__in=[Campaign.State.APPROVED, Campaign.State.PAUSED],
    ).select_related("item__audience", "campaign", "ward__province", "material_revision")
    return sum(fan_out(occurrence, now=now) for occurrence in waiting)


def _cancel_withdrawn() -> int:
    withdrawn = Delivery.objects.filter(
        state=Delivery.State.PLANNED, occurrence__cancelled_at__isnull=False
    )
    return withdrawn.update(state=Delivery.State.CANCELLED, reason=CANCELLED)


@transaction.atomic
def _expire(now: datetime) -> int:
    """End what is past its time; a group that the bot missed is left to nobody in silence."""
    late = Delivery.objects.filter(state=Delivery.State.PLANNED, expires_at__lte=now)
    for row in late.filter(channel__kind=ChannelKind.ZALO_GROUP).select_related("channel"):
        settling.fall_back(row, now=now)
    return late.update(state=Delivery.State.EXPIRED, reason=TOO_LATE)
