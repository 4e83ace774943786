"""Points of articles of law (R19)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Say

_JOINT = r"(?:\s?(?:,|và|đến)\s?|\s?[-–]\s?)"
_POINT = re.compile(
    rf"\b[Đđ]iểm\s+(?P<read>[a-zđ](?:{_JOINT}[a-zđ](?!\w))*)(?=[\s,;.:)]|$)(?!\s[\d:])"
)
_PIECES = re.compile(r"và|đến|[a-zđ]|[,–-]")


def read_points(draft: Draft) -> None:
    """R19: the letters of points by name: "điểm d khoản ba" → "điểm dê khoản ba"."""
    draft.read("R19", _POINT, _points)


def _points(match: re.Match[str]) -> Say:
    return Say(" ".join(map(_piece, _PIECES.findall(match["read"]))).replace(" ,", ","))


def _piece(part: str) -> str:
    if part in "-–":
        return "đến"
    return numbers.letter(part) if len(part) == 1 and part.isalpha() else part
