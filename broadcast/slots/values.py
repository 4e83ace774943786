"""The plain values that a booking is judged by; every moment is aware, in the ward's time."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# Silence between two items on one cluster.
GAP = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Window:
    """Allowed times of a day, ``starts`` included, ``ends`` the last end."""

    starts: time
    ends: time

    def holds(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether an item lies inside, on one day."""
        if starts_at.date() != ends_at.date():
            return False
        return self.starts <= starts_at.time() and ends_at.time() <= self.ends

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Quiet times of some weekdays (Monday = 1; none named means all); may run over midnight."""

    starts: time
    ends: time
    reason: str
    weekdays: frozenset[int] = frozenset()

    def touches(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether an item is heard in these hours."""
        for day in (starts_at.date() - timedelta(days=1), starts_at.date()):
            if self.weekdays and day.isoweekday() not in self.weekdays:
                continue
            first = datetime.combine(day, self.starts, starts_at.tzinfo)
            last = datetime.combine(day, self.ends, starts_at.tzinfo)
            last += timedelta(days=0 if self.starts < self.ends else 1)
            if starts_at < last and first < ends_at:
                return True
        return False

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class Extra:
    """A day outside the weekdays that a document allows."""

    day: date
    reason: str
    citation: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for a period; ``None`` or an empty tuple says nothing about that field."""

    citation: str
    valid_from: date = date.min
    valid_until: date | None = None
    windows: tuple[Window, ...] = ()
    quiet_hours: tuple[QuietHours, ...] = ()
    weekdays: frozenset[int] = frozenset()
    extras: tuple[Extra, ...] = ()
    sessions_per_day: int | None = None
    minutes_per_session: int | None = None
    counts_relay: bool | None = None
    relay_minutes: int | None = None
    lead_hours: int | None = None

    def is_valid_on(self, day: date) -> bool:
        """Whether the rule is in force on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class QuietDays:
    """Days, both included, on which nothing is played."""

    first: date
    last: date
    reason: str

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Booked:
    """What already has its place on the cluster."""

    starts_at: datetime
    seconds: int
    title: str
    owner: str = ""
    material: int = 0
    key: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(seconds=self.seconds)


class Audio(StrEnum):
    """How the recording stands to the script that is to be played."""

    READY = "co"
    MISSING = "chua_co"
    STALE = "cu"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The loudspeakers asked for."""

    code: str
    needs_audio: bool = False
    off_from: date | None = None
    off_until: date | None = None
    off_reason: str = ""

    def is_off_on(self, day: date) -> bool:
        """Whether it does not work on ``day``."""
        if self.off_from is None or day < self.off_from:
            return False
        return self.off_until is None or day <= self.off_until


@dataclass(frozen=True, slots=True)
class Request:
    """One script version on one cluster at one start.

    ``unapproved`` is the sentence that says what is not approved, "" when all is. ``shorter``
    are the other versions' words and seconds. ``material`` tells a repetition, 0 if unknown.
    """

    cluster: Cluster
    starts_at: datetime
    seconds: int
    unapproved: str = ""
    audio: Audio = Audio.READY
    audio_revision: str = ""
    stale_hotlines: tuple[str, ...] = ()
    shorter: tuple[tuple[str, int], ...] = ()
    material: int = 0
    title: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it would be over."""
        return self.starts_at + timedelta(seconds=self.seconds)

    def at(self, moment: datetime) -> "Request":
        """Return the same request at another start."""
        return replace(self, starts_at=moment)
