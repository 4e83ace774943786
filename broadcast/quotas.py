"""A bot's month: what may still leave, reserved when claimed and given back when nothing left."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from broadcast.models import BotMonth, ZaloBot


def month_of(now: datetime) -> date:
    """Return the first day of the local month of ``now``."""
    return timezone.localdate(now).replace(day=1)


def take(bot_id: int, *, wanted: int, is_urgent: bool, now: datetime) -> int:
    """Reserve up to ``wanted`` messages of the bot's month and return how many."""
    month = month_of(now)
    row = BotMonth.objects.filter(bot=bot_id, month=month).first() or _new(bot_id, month)
    ceiling = row.limit if is_urgent else int(row.limit * settings.ZALO_STOP)
    for count in (wanted, max(0, ceiling - row.used)):
        if count <= 0:
            return 0
        free = BotMonth.objects.filter(pk=row.pk, used__lte=ceiling - count)
        if free.update(used=F("used") + count):
            return count
    return 0


def give_back(bot_id: int, *, count: int, now: datetime) -> None:
    """Return what surely did not leave."""
    BotMonth.objects.filter(bot=bot_id, month=month_of(now), used__gte=count).update(
        used=F("used") - count
    )


def _new(bot_id: int, month: date) -> BotMonth:
    limit = ZaloBot.objects.values_list("monthly_limit", flat=True).get(pk=bot_id)
    row, _ = BotMonth.objects.get_or_create(
        bot_id=bot_id, month=month, defaults={"limit": limit or settings.ZALO_MONTHLY}
    )
    return row
