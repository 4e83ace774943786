"""A ward's reach over a period: every figure of the page and of ``manage.py reach``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from outreach.reach import duty, people, pupils, words
from outreach.reach.coverage import Coverage, coverage, covered
from outreach.reach.duty import MonthDuty
from outreach.reach.figures import Figure, Rung
from outreach.reach.grade import Grade, grade
from outreach.reach.ladder import MediumLadder, ladders
from outreach.reach.people import Estimate
from outreach.reach.pupils import SchoolReach, SchoolRegister
from outreach.reach.values import GroupRegister, Occasion, Target
from outreach.reach.words import Word


@dataclass(frozen=True, slots=True)
class Report:
    """All figures; groups by their keys, in the order of the register."""

    groups: tuple[GroupRegister, ...]
    delivered: tuple[str, ...]
    confirmed: tuple[str, ...]
    coverage_delivered: Coverage
    coverage_confirmed: Coverage
    by_group: Mapping[str, Estimate | None]
    people: Estimate
    contacts: Decimal
    three_plus: tuple[str, ...]
    media: tuple[MediumLadder, ...]
    words: Mapping[Word, Figure]
    words_unconfirmed: Mapping[Word, Figure]
    duty: Mapping[str, tuple[MonthDuty, ...]]
    schools: tuple[SchoolReach, ...]
    grade: Grade

    @property
    def persons(self) -> int:
        """Return the residents of the groups whose persons are known."""
        return self.coverage_confirmed.of_persons

    @property
    def groups_with_persons(self) -> int:
        return sum(group.persons is not None for group in self.groups)

    @property
    def frequency(self) -> float | None:
        """Return contacts per person reached; None while nobody was."""
        return float(self.contacts) / self.people.mid if self.people.mid else None


def report(
    groups: Sequence[GroupRegister],
    occasions: Sequence[Occasion],
    *,
    first: date,
    last: date,
    schools: Sequence[SchoolRegister] = (),
    aired: Sequence[Occasion] | None = None,
) -> Report:
    """Compute every figure of a ward from its register and its occasions (reach.md §3).

    ``aired`` are the occasions by which the monthly duty is judged, if ``occasions`` are only
    those of one campaign: the duty does not ask for which campaign a loudspeaker was on air.
    """
    mine = by_group(groups, occasions)
    sure = {key: [one for one in ones if one.is_confirmed] for key, ones in mine.items()}
    airings = by_group(groups, occasions if aired is None else aired)
    estimates = {group.key: people.of_group(group, sure[group.key]) for group in groups}
    delivered, confirmed = covered(groups, mine), covered(groups, sure)
    all_sure = [one for one in occasions if one.is_confirmed]
    over = duty.months(first, last)
    return Report(
        groups=tuple(groups),
        delivered=delivered,
        confirmed=confirmed,
        coverage_delivered=coverage(groups, delivered),
        coverage_confirmed=coverage(groups, confirmed),
        by_group=estimates,
        people=people.added(estimates.values()),
        contacts=sum((people.contacts(g, sure[g.key]) for g in groups), start=Decimal(0)),
        three_plus=tuple(g.key for g in groups if people.has_three(g, sure[g.key])),
        media=ladders(groups, mine),
        words=words.count(all_sure, rung=Rung.CONFIRMED),
        words_unconfirmed=words.count(
            (one for one in occasions if not one.is_confirmed), rung=Rung.DELIVERED
        ),
        duty={g.key: duty.by_month(g, _sure(airings[g.key]), over=over) for g in groups},
        schools=pupils.of_schools(schools, occasions),
        grade=grade(groups, all_sure),
    )


def by_group(
    groups: Sequence[GroupRegister], occasions: Sequence[Occasion]
) -> dict[str, list[Occasion]]:
    """Return the occasions of each of ``groups``; those of others and of the ward are left out."""
    found: dict[str, list[Occasion]] = {group.key: [] for group in groups}
    for one in occasions:
        if one.target_kind is Target.GROUP and one.target in found:
            found[one.target].append(one)
    return found


def _sure(occasions: Sequence[Occasion]) -> list[Occasion]:
    return [one for one in occasions if one.is_confirmed]
