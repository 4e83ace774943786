"""Pupils: another stratum than residents, never added to them (reach.md §3.11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.reach.values import Kind, Occasion


@dataclass(frozen=True, slots=True)
class SchoolRegister:
    """A school and how many pupils it has, with date and source; None is unknown."""

    key: str
    name: str
    enrolled: int | None = None
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class SchoolReach:
    """``visits`` is lượt học sinh; between ``low`` and ``high`` different pupils were there.

    ``high`` is None where the enrolment is unknown: then the sum is no bound on persons.
    """

    school: SchoolRegister
    sessions: int
    visits: int
    low: int
    high: int | None


def of_school(school: SchoolRegister, occasions: Iterable[Occasion]) -> SchoolReach:
    """Return what the confirmed sessions at ``school`` say."""
    present = [
        one.units
        for one in occasions
        if one.kind is Kind.SCHOOL_SESSION and one.target == school.key and one.is_confirmed
    ]
    low, total = max(present, default=0), sum(present)
    high = None if school.enrolled is None else max(low, min(school.enrolled, total))
    return SchoolReach(school, len(present), total, low, high)


def of_schools(
    schools: Sequence[SchoolRegister], occasions: Sequence[Occasion]
) -> tuple[SchoolReach, ...]:
    """Return every school's figures, also of those without a session."""
    return tuple(of_school(school, occasions) for school in schools)
