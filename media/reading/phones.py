"""Telephone numbers, digit by digit (R16)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say, before

_GAP = r"[\s.\-()]{0,2}"
_START = r"(?:(?<=\d/)|(?<=\d/\s)|(?<![\w.,/-])|(?<=[^\W\d]/))"
_END = r"(?!\w|/\w{3,}-|[.,]\d)"
_LANDLINE = re.compile(rf"{_START}\(?0(?:{_GAP}\d){{9,10}}{_END}")
_INTERNATIONAL = re.compile(rf"(?<![\w])\(?\+\s?84\)?(?:{_GAP}\d){{8,10}}(?!\w)")
_SERVICE = re.compile(rf"{_START}1[89]00(?:[\s.\-]?\d){{4,6}}{_END}")
_YEARS = re.compile(r"(?:năm|giai đoạn|từ|thời kỳ|khóa|khoá)\s*$", re.IGNORECASE)


def read_phones(draft: Draft) -> None:
    """Put long telephone numbers into words, the groups as they are written, with pauses."""
    draft.read("R16", _INTERNATIONAL, lambda match: said(match[0], "cộng "))
    draft.read("R16", _LANDLINE, lambda match: said(match[0]))
    draft.read("R16", _SERVICE, _service)


def said(written: str, lead: str = "") -> Say:
    """Return the digits of ``written`` in its own groups; a long run is parted by four."""
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and len(groups[0]) > 4:
        digits = groups[0]
        groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return Say(lead + ", ".join(map(numbers.spell_digits, groups)), Kind.PHONE)


def _service(match: re.Match[str]) -> Say | None:
    is_years = re.fullmatch(r"1[89]\d\d[\s.-]?[12]\d{3}", match[0]) and _YEARS.search(before(match))
    return None if is_years else said(match[0])
