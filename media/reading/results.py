"""What a reading is made of: plain values for screens, sheets and checks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Regional words for the same number or address."""

    thousand: str = "nghìn"
    zero: str = "linh"
    house_slash: str = "trên"


NORTH = Style()
SOUTH = Style(thousand="ngàn", zero="lẻ", house_slash="xuyệc")


@dataclass(frozen=True, slots=True)
class Span:
    """One place where spoken differs from written; ``start`` and ``end`` lie in the NFC source.

    ``rule`` names the rule of loudspeaker.md §3 ("R10"); an uncertain span asks a person to tick
    that it was read again.
    """

    start: int
    end: int
    written: str
    spoken: str
    rule: str
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What can't be read with certainty and blocks approval, said in Vietnamese with its fix."""

    start: int
    end: int
    written: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Spoken text with its pause marks, where it departs from the source, and what blocks it."""

    text: str
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]
