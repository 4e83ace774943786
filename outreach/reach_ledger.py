"""Ledger rows of a ward folded into occasions: a posted row and its confirmation count once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone

from outreach.models import Exposure, Level, Ward
from outreach.reach import Kind, Occasion, Target


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the ward's calendar, both ends included, and a campaign's code ("" for all)."""

    first: date
    last: date
    campaign: str = ""

    def bounds(self) -> tuple[datetime, datetime]:
        """Return the period as aware moments, the second excluded."""
        start = timezone.make_aware(datetime.combine(self.first, time.min))
        end = datetime.combine(self.last + timedelta(days=1), time.min)
        return start, timezone.make_aware(end)


class Standing(StrEnum):
    """What a row is worth: it counts, a confirmation stands in its place, or it was reversed."""

    COUNTS = "tinh"
    REPLACED = "da_thay"
    REVERSED = "da_huy"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger with its standing; ``due_at`` is the moment of its first row."""

    exposure: Exposure
    standing: Standing
    due_at: datetime
    reason: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.exposure.level == Level.CONFIRMED

    @property
    def counts(self) -> bool:
        return self.standing is Standing.COUNTS


def rows(ward: Ward, period: Period, *, with_material: bool = False) -> list[LedgerRow]:
    """Return the ward's rows of the days of ``period`` (of every campaign), newest first.

    An occasion belongs to the day of the row that counts, also if another of its rows lies
    outside the period.
    """
    start, end = period.bounds()
    ledger = Exposure.objects.filter(ward=ward)
    keys = ledger.filter(occurred_at__gte=start, occurred_at__lt=end).values("source_key")
    found = ledger.filter(source_key__in=keys).select_related("group", "school", "exposure")
    if with_material:
        found = found.select_related("group", "school", "exposure", "material")
    by_key: dict[str, list[Exposure]] = {}
    for row in found.filter(reverses=None):
        by_key.setdefault(row.source_key, []).append(row)
    judged = [row for rows_of_one in by_key.values() for row in _judged(rows_of_one)]
    inside = [row for row in judged if start <= row.exposure.occurred_at < end]
    return sorted(inside, key=lambda row: (row.exposure.occurred_at, row.exposure.pk), reverse=True)


def _judged(same_key: list[Exposure]) -> list[LedgerRow]:
    """Return the rows of one source key: of those not reversed, the highest level counts."""
    due_at = min(row.occurred_at for row in same_key)
    valid = [row for row in same_key if not hasattr(row, "exposure")]
    best = max(valid, key=lambda row: row.level == Level.CONFIRMED, default=None)
    return [
        LedgerRow(row, Standing.REVERSED, due_at, row.exposure.reason)
        if hasattr(row, "exposure")
        else LedgerRow(row, Standing.COUNTS if row is best else Standing.REPLACED, due_at)
        for row in same_key
    ]


def of_campaign(found: Iterable[LedgerRow], code: str) -> list[LedgerRow]:
    """Limit to one campaign; "" is every campaign."""
    return [row for row in found if not code or row.exposure.campaign_code == code]


def occasions(found: Iterable[LedgerRow]) -> tuple[Occasion, ...]:
    """Return the rows that count as the plain values that reach is computed from."""
    return tuple(_occasion(row) for row in found if row.counts)


def _occasion(row: LedgerRow) -> Occasion:
    one = row.exposure
    kind = Target.GROUP if one.group_id else Target.SCHOOL if one.school_id else Target.WARD
    return Occasion(
        key=one.source_key,
        target=str(one.group_id or one.school_id or ""),
        target_kind=kind,
        kind=Kind(one.kind),
        day=timezone.localdate(one.occurred_at),
        insertions=one.insertions,
        minutes=one.minutes,
        units=one.units,
        is_confirmed=row.is_confirmed,
        proof=one.proof,
        is_minutes_from_script=one.minutes_from == Exposure.MinutesFrom.SCRIPT,
        at=row.due_at,
    )
