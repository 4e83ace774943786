"""What goes into a check and what comes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

# These are never stored, not even in a draft.
NEVER_STORED = frozenset({"personal-id", "bank-account", "plate"})


class Channel(StrEnum):
    """Where the text would appear."""

    WEB = "web"
    ZALO = "zalo"
    SCRIPT = "script"
    POSTER = "poster"


class Level(Enum):
    """BLOCK: nothing leaves. WARN: a person looks again."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; ``start`` and ``end`` index the text as it was given."""

    rule: str
    level: Level
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class HotlineNumber:
    """A registered number with the days on which it is in service, both ends included."""

    number: str
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def refuses_save(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those findings for which even a draft is not stored."""
    return tuple(finding for finding in findings if finding.rule in NEVER_STORED)
