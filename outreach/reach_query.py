"""A ward's register and exposures, read with a fixed number of queries, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from outreach import reach_ledger
from outreach.models import Exposure, RegisterEntry, ResidentialGroup, School, Session, Ward
from outreach.reach import GroupRegister, Kind, Occasion, SchoolRegister
from outreach.reach import people as estimating
from outreach.reach.people import Estimate
from outreach.reach.reporting import Report, by_group, report
from outreach.reach_ledger import Period

__all__ = ["Period", "WardReach", "ward_reach"]

# An entry older than this at the cutoff is still used, and flagged as old.
OLD_AFTER = timedelta(days=365)
Measure = RegisterEntry.Measure
_FIELD = {
    Measure.PERSONS: "persons",
    Measure.HOUSEHOLDS: "households",
    Measure.ZALO_MEMBERS: "zalo_members",
    Measure.EARSHOT_SHARE: "earshot",
}
Entries = Mapping[str, RegisterEntry]


@dataclass(frozen=True, slots=True)
class Former:
    """A group that ended within the period: its own line for its days, added to nothing."""

    name: str
    until: date
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class WardReach:
    """The figures, and what they come from: occasions and register entries by group."""

    ward: Ward
    period: Period
    report: Report
    occasions: tuple[Occasion, ...]
    entries: Mapping[str, Entries]
    former: tuple[Former, ...]
    teachers: int
    recorded_kinds: frozenset[Kind]


def ward_reach(ward: Ward, period: Period) -> WardReach:
    """Return the reach of ``ward`` over ``period`` by the register in force on its last day."""
    every = reach_ledger.rows(ward, period)
    chosen = reach_ledger.of_campaign(every, period.campaign)
    occasions = reach_ledger.occasions(chosen)
    entries = _entries(ward, period.last)
    groups: list[ResidentialGroup] = []
    ended: list[ResidentialGroup] = []
    for group in _groups(ward, period):
        is_over = group.valid_to is not None and group.valid_to < period.last
        (ended if is_over else groups).append(group)
    return WardReach(
        ward=ward,
        period=period,
        report=report(
            [_register(group, entries, period.last) for group in groups],
            occasions,
            first=period.first,
            last=period.last,
            schools=_schools(ward),
            aired=reach_ledger.occasions(every) if period.campaign else None,
        ),
        occasions=occasions,
        entries=entries,
        former=tuple(_former(group, entries, occasions) for group in ended),
        teachers=_teachers(occasions),
        recorded_kinds=_recorded_kinds(ward),
    )


def campaigns(ward: Ward) -> dict[str, str]:
    """Return what the campaigns in the ward's ledger are called, by code; a code if unknown."""
    rows = Exposure.objects.filter(ward=ward).exclude(campaign_code="").order_by("campaign_code")
    titles: dict[str, str] = import_string(settings.LANTOA_CAMPAIGN_TITLES)(ward)
    codes = rows.values_list("campaign_code", flat=True).distinct()
    return {code: titles.get(code, code) for code in codes}


def _groups(ward: Ward, period: Period) -> list[ResidentialGroup]:
    """Return every group that existed on a day of the period."""
    begun = Q(valid_from=None) | Q(valid_from__lte=period.last)
    not_over = Q(valid_to=None) | Q(valid_to__gte=period.first)
    return list(ResidentialGroup.objects.filter(begun, not_over, ward=ward))


def _entries(ward: Ward, cutoff: date) -> dict[str, dict[str, RegisterEntry]]:
    """Return, by group and measure, the entry in force on ``cutoff``."""
    rows = RegisterEntry.objects.filter(group__ward=ward, as_of__lte=cutoff)
    latest: dict[str, dict[str, RegisterEntry]] = {}
    for entry in rows.order_by("as_of", "recorded_at", "pk"):
        latest.setdefault(str(entry.group_id), {})[entry.measure] = entry
    return latest


def _register(
    group: ResidentialGroup, entries: Mapping[str, Entries], cutoff: date
) -> GroupRegister:
    mine = entries.get(str(group.pk), {})

    def whole(measure: str) -> int | None:
        return int(mine[measure].value) if measure in mine else None

    earshot = mine.get(Measure.EARSHOT_SHARE)
    return GroupRegister(
        key=str(group.pk),
        name=group.name,
        persons=whole(Measure.PERSONS),
        households=whole(Measure.HOUSEHOLDS),
        zalo_members=whole(Measure.ZALO_MEMBERS),
        earshot=earshot.value if earshot else None,
        old=frozenset(
            _FIELD[Measure(measure)]
            for measure, entry in mine.items()
            if cutoff - entry.as_of > OLD_AFTER
        ),
    )


def _former(
    group: ResidentialGroup, entries: Mapping[str, Entries], occasions: tuple[Occasion, ...]
) -> Former:
    until = group.valid_to or date.max
    register = _register(group, entries, until)
    confirmed = [one for one in occasions if one.is_confirmed]
    mine = by_group([register], confirmed)[register.key]
    return Former(group.name, until, estimating.of_group(register, mine))


def _schools(ward: Ward) -> list[SchoolRegister]:
    return [
        SchoolRegister(
            str(school.pk),
            school.name,
            school.enrolled,
            school.enrolled_on,
            school.enrolled_source,
        )
        for school in School.objects.filter(ward=ward)
    ]


def _teachers(occasions: tuple[Occasion, ...]) -> int:
    """Return the teachers present at the sessions among ``occasions``; apart from pupils."""
    keys = [one.key.partition(":") for one in occasions if one.is_confirmed]
    sessions = [int(pk) for what, _, pk in keys if what == "session" and pk.isdigit()]
    return sum(Session.objects.filter(pk__in=sessions).values_list("teachers", flat=True))


def _recorded_kinds(ward: Ward) -> frozenset[Kind]:
    """Return the kinds that this ward has ever recorded: the others are unknown, not zero."""
    rows = Exposure.objects.filter(ward=ward, reverses=None).order_by()
    return frozenset(Kind(kind) for kind in rows.values_list("kind", flat=True).distinct())
