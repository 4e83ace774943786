"""A ward's register and exposures, read with a fixed number of queries, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from outreach.models import Exposure, Level, RegisterEntry, ResidentialGroup, Ward
from outreach.reach import GroupRegister, Occasion, Target
from outreach.reach.reporting import Report, report

# An entry older than this at the cutoff is still used, and flagged as old.
OLD_AFTER = timedelta(days=365)
LATE_AFTER = timedelta(hours=48)
_MEASURES = frozenset(RegisterEntry.Measure.values)


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


@dataclass(frozen=True, slots=True)
class WardReach:
    """The figures, and the rows that they come from."""

    ward: Ward
    period: Period
    report: Report
    occasions: tuple[Occasion, ...]

    def late(self, *, now: datetime) -> dict[str, list[Occasion]]:
        """Return by group the occasions handed over and unconfirmed 48 hours later."""
        day = timezone.localdate(now - LATE_AFTER)
        found: dict[str, list[Occasion]] = {}
        for one in self.occasions:
            if not one.is_confirmed and one.target_kind is Target.GROUP and one.day <= day:
                found.setdefault(one.target, []).append(one)
        return found

    @property
    def untouched(self) -> list[str]:
        """Return the names of the groups with nothing at all, not even handed over."""
        touched = {one.target for one in self.occasions if one.insertions}
        return [group.name for group in self.report.groups if group.name not in touched]


def ward_reach(ward: Ward, period: Period) -> WardReach:
    """Return the reach of ``ward`` over ``period`` by the register in force on its last day."""
    occasions = tuple(_occasions(ward, period))
    return WardReach(ward, period, report(_register(ward, period.last), occasions), occasions)


def exposures_of(ward: Ward, period: Period) -> list[Exposure]:
    """Return the ward's ledger rows of the period, newest first, reversed ones included."""
    start, end = period.bounds()
    rows = Exposure.objects.filter(ward=ward, occurred_at__gte=start, occurred_at__lt=end)
    if period.campaign:
        rows = rows.filter(campaign_code=period.campaign)
    return list(rows.select_related("group", "school", "material", "exposure"))


def _occasions(ward: Ward, period: Period) -> list[Occasion]:
    """Fold the rows of each source key into one occasion of the highest level not reversed."""
    best: dict[str, Exposure] = {}
    for row in exposures_of(ward, period):
        if row.reverses_id or hasattr(row, "exposure"):
            continue
        known = best.get(row.source_key)
        if known is None or row.level == Level.CONFIRMED:
            best[row.source_key] = row
    return [_occasion(row) for row in best.values()]


def _occasion(row: Exposure) -> Occasion:
    kind = Target.GROUP if row.group else Target.SCHOOL if row.school else Target.WARD
    return Occasion(
        key=row.source_key,
        target=str(row.group or row.school or ""),
        target_kind=kind,
        kind=row.kind,
        day=timezone.localdate(row.occurred_at),
        insertions=row.insertions,
        minutes=float(row.minutes),
        units=row.units,
        is_confirmed=row.level == Level.CONFIRMED,
        proof=row.proof,
    )


def _register(ward: Ward, cutoff: date) -> list[GroupRegister]:
    """Return every group valid on ``cutoff`` with the entries in force that day."""
    groups = ResidentialGroup.objects.filter(ward=ward).valid_on(cutoff)
    entries = RegisterEntry.objects.filter(group__ward=ward, as_of__lte=cutoff)
    latest: dict[int, dict[str, RegisterEntry]] = {}
    for entry in entries.order_by("as_of", "recorded_at", "pk"):
        latest.setdefault(entry.group_id, {})[entry.measure] = entry
    return [_group(group, latest.get(group.pk, {}), cutoff) for group in groups]


def _group(
    group: ResidentialGroup, entries: dict[str, RegisterEntry], cutoff: date
) -> GroupRegister:
    def whole(measure: str) -> int | None:
        entry = entries.get(measure)
        return None if entry is None else int(entry.value)

    earshot = entries.get(RegisterEntry.Measure.EARSHOT_SHARE)
    is_current = set(entries) == _MEASURES and all(
        cutoff - entry.as_of < OLD_AFTER for entry in entries.values()
    )
    return GroupRegister(
        name=group.name,
        persons=whole(RegisterEntry.Measure.PERSONS),
        households=whole(RegisterEntry.Measure.HOUSEHOLDS),
        zalo_members=whole(RegisterEntry.Measure.ZALO_MEMBERS),
        earshot=None if earshot is None else float(earshot.value),
        is_current=is_current,
    )
