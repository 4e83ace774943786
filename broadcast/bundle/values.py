"""What a bundle is made of: plain values, nothing that asks a database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from media.script_sheet import Sheet


@dataclass(frozen=True, slots=True)
class Person:
    """Who did it, and when (aware)."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sound:
    """The mastered recording. ``origin`` decides whether it may leave."""

    data: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Play:
    """One airing: aware start, whole seconds."""

    id: int
    cluster_code: str
    cluster_name: str
    groups: tuple[str, ...]
    starts_at: datetime
    seconds: int
    position: int
    is_cancelled: bool

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Bản tin: one version of an approved script, with its airings.

    ``problems`` are what the gate found in it; a bulletin with any never leaves.
    """

    id: str
    revision: int
    is_approved: bool
    version: str
    version_label: str
    title: str
    level: str
    level_label: str
    field: str
    ward_code: str
    office: str
    sources: tuple[str, ...]
    author: Person
    approver: Person
    seconds: int
    syllables: int
    hotlines: tuple[str, ...]
    written: str
    spoken: str
    problems: tuple[str, ...]
    plays: tuple[Play, ...]
    sound: Sound | None
    sheet: Sheet
    site: str

    @property
    def first_day(self) -> date:
        """The day of the first airing; of the approval while none is booked."""
        days = [play.starts_at.date() for play in self.plays if not play.is_cancelled]
        return min(days, default=self.approver.at.date())

    @property
    def last_day(self) -> date:
        """The day of the last airing."""
        days = [play.starts_at.date() for play in self.plays if not play.is_cancelled]
        return max(days, default=self.first_day)
