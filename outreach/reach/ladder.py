"""One medium on the ladder: what it could reach, what left us, what is confirmed (§3.1)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from outreach.reach.figures import Figure, Quality, Rung
from outreach.reach.values import (
    FIXED,
    GroupRegister,
    Medium,
    Occasion,
    audience,
    fixed_audience,
)

Audiences = Mapping[str, Sequence[Decimal | None]]


@dataclass(frozen=True, slots=True)
class MediumLadder:
    """Three figures of one medium; no total over media exists. ``potential``: fixed media only."""

    medium: Medium
    potential: Figure | None
    delivered: Figure
    confirmed: Figure


def ladders(
    groups: Sequence[GroupRegister], occasions: Mapping[str, Sequence[Occasion]]
) -> tuple[MediumLadder, ...]:
    """Return the fixed media, and the gathered ones that occur in ``occasions`` (by group)."""
    used = {one.medium for ones in occasions.values() for one in ones if one.insertions >= 1}
    return tuple(
        _ladder(medium, groups, occasions) for medium in Medium if medium in FIXED or medium in used
    )


def _ladder(
    medium: Medium,
    groups: Sequence[GroupRegister],
    occasions: Mapping[str, Sequence[Occasion]],
) -> MediumLadder:
    def audiences(is_counted: Callable[[Occasion], bool]) -> Audiences:
        return {
            group.key: [
                audience(one, group)
                for one in occasions[group.key]
                if one.medium is medium and one.insertions >= 1 and is_counted(one)
            ]
            for group in groups
        }

    potential = {group.key: [fixed_audience(medium, group)] for group in groups}
    return MediumLadder(
        medium,
        _figure(medium, Rung.POTENTIAL, potential) if medium in FIXED else None,
        _figure(medium, Rung.DELIVERED, audiences(lambda _one: True)),
        _figure(medium, Rung.CONFIRMED, audiences(lambda one: one.is_confirmed)),
    )


def _figure(medium: Medium, rung: Rung, audiences: Audiences) -> Figure:
    """Add up the largest audience of each group: repeats add nobody."""
    known = [[a for a in found if a is not None] for found in audiences.values()]
    return Figure(
        medium,
        rung,
        sum((max(found, default=Decimal(0)) for found in known), start=Decimal(0)),
        Quality.ESTIMATED,
        groups=sum(bool(found) for found in audiences.values()),
        unknown=sum(bool(found) and all(a is None for a in found) for found in audiences.values()),
    )
