"""What reach is computed from: plain values, as of one cutoff."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The medium of each kind; kinds without one have no audience that could be counted.
FIXED = {"zalo_group": "zalo", "leader_relay": "zalo", "loudspeaker": "loa"}
GATHERED = {"meeting": "meeting", "home_visit": "visit", "leaflet": "leaflet"}


class Target(StrEnum):
    """What an occasion was aimed at."""

    GROUP = "group"
    SCHOOL = "school"
    WARD = "ward"


@dataclass(frozen=True, slots=True)
class GroupRegister:
    """One group's register in force on the cutoff; None is unknown and stays unknown.

    ``persons`` P, ``households`` H, ``zalo_members`` m in persons; ``earshot`` κ is a share 0–1.
    ``is_current`` says that all four are known and younger than 12 months.
    """

    name: str
    persons: int | None = None
    households: int | None = None
    zalo_members: int | None = None
    earshot: float | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """All rows of one ``source_key``: the numbers of the highest level that is not reversed."""

    key: str
    target: str
    target_kind: Target
    kind: str
    day: date
    insertions: int
    minutes: float
    units: int
    is_confirmed: bool
    proof: str = ""

    @property
    def medium(self) -> str:
        """Return the medium, "" for kinds without an audience."""
        return FIXED.get(self.kind) or GATHERED.get(self.kind, "")


def audience(occasion: Occasion, register: GroupRegister) -> float | None:
    """Return how many persons of the group the occasion was put before at most (§1.2).

    None if the register does not know; 0 for kinds without an audience.
    """
    if occasion.kind in GATHERED:
        return None if register.persons is None else min(occasion.units, register.persons)
    if occasion.kind in FIXED:
        return fixed_audience(FIXED[occasion.kind], register)
    return 0


def fixed_audience(medium: str, register: GroupRegister) -> float | None:
    """Return the audience of a fixed medium: min(m, P) for Zalo, κ·P for loudspeakers."""
    persons = register.persons
    if medium == "zalo":
        if persons is None or register.zalo_members is None:
            return None
        return min(register.zalo_members, persons)
    if persons is None or register.earshot is None:
        return None
    return register.earshot * persons


def covers(occasion: Occasion, register: GroupRegister) -> bool:
    """Whether the occasion covers the group: its channel reaches it, or half its households."""
    if occasion.kind in GATHERED:
        return register.households is not None and occasion.units >= register.households / 2
    if occasion.kind == "loudspeaker":
        return register.earshot != 0
    return occasion.kind in FIXED
