"""Reserving messages of a bot's month, and giving them back."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, DateTimeField, F, QuerySet, Value, When
from django.db.models.functions import Greatest

from broadcast.models import BotMonth, ZaloBot
from broadcast.quotas.months import limit_of, month_of, part_of, with_month


def take(bot_id: int, *, wanted: int, is_urgent: bool, now: datetime) -> int:
    """Reserve up to ``wanted`` messages of the bot's month; return how many, 0 if none.

    1. Read what is used and what the limit is.
    2. Add what there is room for, on condition that there still is.

    If somebody else was quicker and the room is gone, begin again with less.
    """
    month = month_of(now)
    while wanted > 0:
        used, limit = _standing(bot_id, month)
        if used is None:
            _open(bot_id, month, limit)
            used = 0
        cap = limit if is_urgent else part_of(limit, settings.ZALO_STOP)
        count = min(wanted, cap - used)
        if count <= 0:
            _mark_exhausted(bot_id, month, now)
            return 0
        room = _row(bot_id, month).filter(used__lte=cap - count)
        if _add(room, count, limit=limit, now=now):
            if count < wanted:
                _mark_exhausted(bot_id, month, now)
            return count
    return 0


def give_back(bot_id: int, *, count: int, now: datetime) -> None:
    """Return ``count`` messages that surely did not leave; ``now`` is when they were taken."""
    if count > 0:
        _row(bot_id, month_of(now)).update(used=Greatest(F("used") - count, Value(0)))


def _standing(bot_id: int, month: date) -> tuple[int | None, int]:
    rows = with_month(ZaloBot.objects.filter(pk=bot_id).order_by(), month)
    used, monthly_limit = rows.values_list("this__used", "monthly_limit").get()
    return used, limit_of(monthly_limit)


def _row(bot_id: int, month: date) -> QuerySet[BotMonth]:
    return BotMonth.objects.filter(bot=bot_id, month=month)


def _open(bot_id: int, month: date, limit: int) -> None:
    fresh = BotMonth(bot_id=bot_id, month=month, limit=limit)
    BotMonth.objects.bulk_create([fresh], ignore_conflicts=True)


def _add(room: QuerySet[BotMonth], count: int, *, limit: int, now: datetime) -> bool:
    """Add ``count`` where there is room; the first to reach the warning writes down when."""
    reached = part_of(limit, settings.ZALO_WARN) - count
    warned = Case(
        When(warned_at=None, used__gte=reached, then=Value(now)),
        default=F("warned_at"),
        output_field=DateTimeField(),
    )
    return bool(room.update(used=F("used") + count, limit=limit, warned_at=warned))


def _mark_exhausted(bot_id: int, month: date, now: datetime) -> None:
    _row(bot_id, month).filter(exhausted_at=None).update(exhausted_at=now)
