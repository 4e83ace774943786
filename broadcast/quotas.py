"""What a bot may still send this month: reserved before the call, given back when nothing left.

Every message counts, those in doubt as well. Automatic sends stop at ``ZALO_STOP`` of the limit;
what an officer marks urgent may use the rest. Any number of workers may take at once: an UPDATE
that carries its own condition decides, never what was read before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Case, DateTimeField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from broadcast.models import BotMonth, ZaloBot

# What "no limit of ours" is stored as: the most that the column holds.
BOUNDLESS = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Usage:
    """How a bot stands in one month, in messages."""

    bot_id: int
    name: str
    month: date
    used: int
    limit: int
    warned_at: datetime | None
    exhausted_at: datetime | None

    @property
    def stop(self) -> int:
        """The number at which automatic sends stop."""
        return part_of(self.limit, settings.ZALO_STOP)

    @property
    def free(self) -> int:
        """What automatic sends may still use."""
        return max(0, self.stop - self.used)

    @property
    def is_low(self) -> bool:
        return self.used >= part_of(self.limit, settings.ZALO_WARN)

    @property
    def is_exhausted(self) -> bool:
        return self.free == 0


def part_of(limit: int, part: float) -> int:
    """Return ``part`` of ``limit``, rounded down, as written: 0.95 of 100 is 95."""
    return int(limit * Decimal(str(part)))


def month_of(moment: datetime) -> date:
    """Return the first day of the month of ``moment``, by the calendar on the wall."""
    return timezone.localdate(moment).replace(day=1)


def limit_of(monthly_limit: int | None) -> int:
    """Return what a bot's own field says: empty is the settings' limit, 0 is none of ours."""
    if monthly_limit is None:
        return settings.ZALO_MONTHLY
    return monthly_limit or BOUNDLESS


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


def usage(bot_ids: Iterable[int], *, now: datetime) -> dict[int, Usage]:
    """Return how each bot stands in the month of ``now``; one statement."""
    month = month_of(now)
    rows = _with_month(ZaloBot.objects.filter(pk__in=list(bot_ids)), month).values_list(
        "pk", "display_name", "monthly_limit", "this__used", "this__warned_at", "this__exhausted_at"
    )
    return {
        pk: Usage(pk, name, month, used or 0, limit_of(monthly_limit), warned_at, exhausted_at)
        for pk, name, monthly_limit, used, warned_at, exhausted_at in rows
    }


def _with_month(bots: QuerySet[Any], month: date) -> QuerySet[Any]:
    return bots.annotate(this=FilteredRelation("months", condition=Q(months__month=month)))


def _standing(bot_id: int, month: date) -> tuple[int | None, int]:
    rows = _with_month(ZaloBot.objects.filter(pk=bot_id).order_by(), month)
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
