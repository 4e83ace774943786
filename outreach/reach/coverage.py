"""Which groups are covered, and what share of the residents lives in them (reach.md §3.2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from outreach.reach.values import FIXED, GroupRegister, Kind, Occasion


@dataclass(frozen=True, slots=True)
class Coverage:
    """``persons`` of the covered groups among ``of_persons``, where the register knows P."""

    persons: int
    of_persons: int

    @property
    def share(self) -> float | None:
        """Return the share 0–1; None where no group's persons are known."""
        return self.persons / self.of_persons if self.of_persons else None


def covers(occasion: Occasion, register: GroupRegister) -> bool:
    """Whether the occasion covers the group: its channel reaches it, or half its households.

    A gathering covers only where the number of households is known, and if somebody came.
    """
    if occasion.insertions < 1 or occasion.medium is None:
        return False
    if occasion.medium not in FIXED:
        households = register.households
        return households is not None and occasion.units >= max(1, households / 2)
    return occasion.kind is not Kind.LOUDSPEAKER or register.earshot != 0


def covered(
    groups: Sequence[GroupRegister], occasions: Mapping[str, Sequence[Occasion]]
) -> tuple[str, ...]:
    """Return the keys of the groups that some of their ``occasions`` covers."""
    return tuple(g.key for g in groups if any(covers(one, g) for one in occasions[g.key]))


def coverage(groups: Sequence[GroupRegister], keys: Collection[str]) -> Coverage:
    """Return the residents of the groups ``keys`` among those of all groups with a known P."""
    known = [(group.key, group.persons) for group in groups if group.persons is not None]
    return Coverage(sum(p for key, p in known if key in keys), sum(p for _key, p in known))
