"""Months and limits as values."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

# What "no limit of ours" is stored as: the most that the column holds.
BOUNDLESS = 2_147_483_647


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


def with_month(bots: QuerySet[Any], month: date) -> QuerySet[Any]:
    """Join each of the ``bots`` with its row of ``month``, if there is one, as ``this``."""
    return bots.annotate(this=FilteredRelation("months", condition=Q(months__month=month)))
