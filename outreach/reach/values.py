"""What reach is computed from: plain values, as of one cutoff (reach.md §1)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What was done; the values are those of the ledger's ``ExposureKind``."""

    ZALO_GROUP = "zalo_group"
    LEADER_RELAY = "leader_relay"
    LOUDSPEAKER = "loudspeaker"
    MOBILE_LOUDSPEAKER = "mobile_loudspeaker"
    MEETING = "meeting"
    HOME_VISIT = "home_visit"
    LEAFLET = "leaflet"
    BANNER = "banner"
    POSTER = "poster"
    PANEL = "panel"
    WEB_POST = "web_post"
    PLEDGE = "pledge"
    SCHOOL_SESSION = "school_session"


class Medium(StrEnum):
    """A way to people whose audience is known from the register or from a head-count."""

    ZALO = "zalo"
    LOA = "loa"
    MEETING = "meeting"
    VISIT = "visit"
    LEAFLET = "leaflet"


# A fixed medium comes to the same people each time; a gathered one may meet others.
FIXED = (Medium.ZALO, Medium.LOA)
MEDIUM_OF = {
    Kind.ZALO_GROUP: Medium.ZALO,
    Kind.LEADER_RELAY: Medium.ZALO,
    Kind.LOUDSPEAKER: Medium.LOA,
    Kind.MEETING: Medium.MEETING,
    Kind.HOME_VISIT: Medium.VISIT,
    Kind.LEAFLET: Medium.LEAFLET,
}


class Target(StrEnum):
    """What an occasion was aimed at."""

    GROUP = "group"
    SCHOOL = "school"
    WARD = "ward"


@dataclass(frozen=True, slots=True)
class GroupRegister:
    """One group's register in force on the cutoff; None is unknown and stays unknown.

    ``persons`` P, ``households`` H, ``zalo_members`` m are counts; ``earshot`` κ is a share 0–1.
    ``old`` names the measures that are used although older than 12 months.
    """

    key: str
    name: str
    persons: int | None = None
    households: int | None = None
    zalo_members: int | None = None
    earshot: Decimal | None = None
    old: frozenset[str] = frozenset()

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the measures that nobody has recorded yet."""
        measures = ("persons", "households", "zalo_members", "earshot")
        return tuple(measure for measure in measures if getattr(self, measure) is None)

    @property
    def is_current(self) -> bool:
        """Whether all four measures are known and not older than 12 months."""
        return not self.unknown and not self.old


@dataclass(frozen=True, slots=True)
class Occasion:
    """All rows of one ``source_key``: the numbers of the highest level that is not reversed.

    ``target`` is the key of a group or school, "" for the whole ward. ``at`` is when it was due.
    """

    key: str
    target: str
    target_kind: Target
    kind: Kind
    day: date
    insertions: int
    minutes: Decimal
    units: int
    is_confirmed: bool
    proof: str = ""
    is_minutes_from_script: bool = False
    at: datetime | None = None

    @property
    def medium(self) -> Medium | None:
        """Return the medium, None for kinds without an audience."""
        return MEDIUM_OF.get(self.kind)


def audience(occasion: Occasion, register: GroupRegister) -> Decimal | None:
    """Return how many persons of the group the occasion was put before at most (§1.2).

    None if the register does not know; 0 for kinds without an audience.
    """
    medium = occasion.medium
    if medium is None:
        return Decimal(0)
    if medium in FIXED:
        return fixed_audience(medium, register)
    return None if register.persons is None else Decimal(min(occasion.units, register.persons))


def fixed_audience(medium: Medium, register: GroupRegister) -> Decimal | None:
    """Return the audience of a fixed medium: min(m, P) for Zalo, κ·P for loudspeakers."""
    if register.persons is None:
        return None
    if medium is Medium.ZALO:
        members = register.zalo_members
        return None if members is None else Decimal(min(members, register.persons))
    return None if register.earshot is None else register.earshot * register.persons
