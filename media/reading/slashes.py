"""Slashes that are left between words and numbers (R26)."""

import re

from media.reading.draft import MARK, Draft, Kind, Say
from media.reading.syllables import UPPER, is_syllable

_AND_OR = re.compile(r"\bvà\s?/\s?hoặc\b", re.IGNORECASE)
_AMPERSAND = re.compile(r"\s&\s")
_SLASH = re.compile(
    rf"(?:[^\W\d]|{MARK})(?P<read>\s?/\s?)(?=(?P<right>{MARK}|[{UPPER}]{{2,}}|[^\W\d]))"
)
_NUMBERS = {Kind.NUMBER, Kind.QUANTITY, Kind.TIME, Kind.DATE, Kind.PHONE}


def read_slashes(draft: Draft) -> None:
    """R26: between words a slash is "hoặc", before a number a pause: "12 buổi/1.200 lượt"."""
    if "/" not in draft.text and "&" not in draft.text:
        return

    def slash(match: re.Match[str]) -> Say | None:
        right = match["right"]
        if right >= "\U000f0000" and draft.say_of(right).kind in _NUMBERS:
            return Say(",")
        is_unknown = len(right) > 1 and not is_syllable(right)
        return None if is_unknown else Say("hoặc")

    draft.rewrite(_AND_OR, "và hoặc")
    draft.rewrite(_AMPERSAND, " và ")
    draft.read("R26", _SLASH, slash)
