"""Reserving messages of a bot's month, and giving them back."""

from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest

from broadcast import locking
from broadcast.models import BotMonth, ZaloBot
from broadcast.quotas.months import limit_of, month_of, part_of, with_month


def take(
    bot_id: int, *, wanted: int, is_urgent: bool, now: datetime, limit: int | None = None
) -> int:
    """Reserve up to ``wanted`` messages of the bot's month; return how many, 0 if none.

    1. Read what is used and what the limit is; who knows the ``limit`` (``limit_of``) may spare us
       that, for mostly there is room for everything.
    2. Add what there is room for, on condition that there still is.

    If somebody else was quicker and the room is gone, begin again with less.
    """
    month = month_of(now)
    if limit is not None and wanted > 0:
        cap = _cap(limit, is_urgent=is_urgent)
        if _add(bot_id, month, wanted, cap=cap, limit=limit, now=now):
            return wanted
    while wanted > 0:
        used, limit = _standing(bot_id, month)
        if used is None:
            _open(bot_id, month, limit)
            used = 0
        cap = _cap(limit, is_urgent=is_urgent)
        count = min(wanted, cap - used)
        if count <= 0:
            _mark_exhausted(bot_id, month, now)
            return 0
        if _add(bot_id, month, count, cap=cap, limit=limit, now=now):
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


def _cap(limit: int, *, is_urgent: bool) -> int:
    return limit if is_urgent else part_of(limit, settings.ZALO_STOP)


_ADD = """
UPDATE broadcast_botmonth SET
    used = used + %s, "limit" = %s,
    warned_at = CASE WHEN warned_at IS NULL AND used >= %s THEN %s ELSE warned_at END
WHERE bot_id = %s AND month = %s AND used <= %s
"""


def _add(bot_id: int, month: date, count: int, *, cap: int, limit: int, now: datetime) -> bool:
    """Add ``count`` where there is room; the first to reach the warning writes down when."""
    reached = part_of(limit, settings.ZALO_WARN) - count
    moment = connection.ops.adapt_datetimefield_value(now)
    day = connection.ops.adapt_datefield_value(month)
    with locking.cursor() as cursor:
        cursor.execute(_ADD, [count, limit, reached, moment, bot_id, day, cap - count])
        return bool(cursor.rowcount)


def _mark_exhausted(bot_id: int, month: date, now: datetime) -> None:
    _row(bot_id, month).filter(exhausted_at=None).update(exhausted_at=now)
