"""A ward's reach over a period: every figure of the page and of ``manage.py reach``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach.reach import people, words
from outreach.reach.people import Estimate
from outreach.reach.values import (
    FIXED,
    GATHERED,
    GroupRegister,
    Occasion,
    Target,
    audience,
    covers,
    fixed_audience,
)


@dataclass(frozen=True, slots=True)
class Medium:
    """One medium: what it could reach (fixed media only), what left us, what is confirmed."""

    name: str
    potential: float | None
    delivered: float
    confirmed: float
    groups_delivered: int
    groups_confirmed: int
    confirmed_unknown: int


@dataclass(frozen=True, slots=True)
class Report:
    """All figures; names of groups in the order of the register."""

    groups: tuple[GroupRegister, ...]
    delivered_names: tuple[str, ...]
    confirmed_names: tuple[str, ...]
    coverage_confirmed: float | None
    coverage_delivered: float | None
    by_group: Mapping[str, Estimate | None]
    people: Estimate
    contacts: float
    three_plus: tuple[str, ...]
    media: tuple[Medium, ...]
    words: Mapping[str, float]
    words_unconfirmed: Mapping[str, float]
    monthly_duty: Mapping[str, str]

    @property
    def persons(self) -> int:
        return sum(group.persons or 0 for group in self.groups)

    @property
    def groups_with_persons(self) -> int:
        return sum(group.persons is not None for group in self.groups)

    @property
    def frequency(self) -> float | None:
        return self.contacts / self.people.mid if self.people.mid else None


def report(groups: Sequence[GroupRegister], occasions: Sequence[Occasion]) -> Report:
    """Compute every figure of a ward from its register and its occasions (reach.md §3)."""
    heard = [one for one in occasions if one.insertions >= 1]
    mine: dict[str, list[Occasion]] = {group.name: [] for group in groups}
    for one in heard:
        if one.target_kind is Target.GROUP and one.target in mine:
            mine[one.target].append(one)
    sure = {name: [one for one in ones if one.is_confirmed] for name, ones in mine.items()}
    by_group = {group.name: people.of_group(group, sure[group.name]) for group in groups}
    register = {group.name: group for group in groups}
    counted = [(one, register[name]) for name, ones in sure.items() for one in ones]
    delivered, confirmed = _covered(groups, mine), _covered(groups, sure)
    return Report(
        groups=tuple(groups),
        delivered_names=delivered,
        confirmed_names=confirmed,
        coverage_confirmed=_coverage(groups, confirmed),
        coverage_delivered=_coverage(groups, delivered),
        by_group=by_group,
        people=people.of_ward(by_group.values()),
        contacts=people.contacts(counted),
        three_plus=tuple(g.name for g in groups if people.has_three(g, sure[g.name])),
        media=_media(groups, mine),
        words=words.count([one for one in occasions if one.is_confirmed]),
        words_unconfirmed=words.count([one for one in occasions if not one.is_confirmed]),
        monthly_duty={group.name: _duty(group, sure[group.name]) for group in groups},
    )


def _covered(
    groups: Sequence[GroupRegister], occasions: Mapping[str, Sequence[Occasion]]
) -> tuple[str, ...]:
    return tuple(g.name for g in groups if any(covers(one, g) for one in occasions[g.name]))


def _coverage(groups: Sequence[GroupRegister], names: Sequence[str]) -> float | None:
    total = sum(group.persons or 0 for group in groups)
    if not total:
        return None
    return sum(group.persons or 0 for group in groups if group.name in names) / total


def _duty(group: GroupRegister, confirmed: Sequence[Occasion]) -> str:
    """Return "du", "chua" or "khong_co_loa": aired at least once, by confirmed airings only."""
    if group.earshot == 0:
        return "khong_co_loa"
    return "du" if any(one.kind == "loudspeaker" for one in confirmed) else "chua"


def _media(
    groups: Sequence[GroupRegister], occasions: Mapping[str, Sequence[Occasion]]
) -> tuple[Medium, ...]:
    found = []
    for name in [*dict.fromkeys(FIXED.values()), *dict.fromkeys(GATHERED.values())]:
        is_fixed = name in FIXED.values()
        used = {g.name: [o for o in occasions[g.name] if o.medium == name] for g in groups}
        if is_fixed or any(used.values()):
            found.append(_medium(name, groups, used, is_fixed=is_fixed))
    return tuple(found)


def _medium(
    name: str,
    groups: Sequence[GroupRegister],
    used: Mapping[str, Sequence[Occasion]],
    *,
    is_fixed: bool,
) -> Medium:
    sure = {group: [one for one in ones if one.is_confirmed] for group, ones in used.items()}
    potential = sum(fixed_audience(name, group) or 0 for group in groups) if is_fixed else None
    unknown = sum(
        bool(sure[g.name]) and all(audience(one, g) is None for one in sure[g.name]) for g in groups
    )
    return Medium(
        name,
        potential,
        _largest(groups, used),
        _largest(groups, sure),
        sum(bool(ones) for ones in used.values()),
        sum(bool(ones) for ones in sure.values()),
        unknown,
    )


def _largest(groups: Sequence[GroupRegister], used: Mapping[str, Sequence[Occasion]]) -> float:
    """Return the sum over groups of the largest audience: repeats add nobody."""
    return sum(max((audience(one, g) or 0 for one in used[g.name]), default=0) for g in groups)
