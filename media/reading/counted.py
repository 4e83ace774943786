"""Nouns that are counted and units that are measured: what follows says what a number is."""

import re
from functools import cache
from pathlib import Path

_UNIT = re.compile(
    r"\s?(?:%|°|km|cm|mm|m[23²³]?|ha|kg|g|l|ml|kw|w|đ|vnđ|vnd|usd)(?!\w)", re.IGNORECASE
)


@cache
def _nouns() -> re.Pattern[str]:
    words = Path(__file__).with_name("counted_nouns.txt").read_text("utf-8").split("\n")
    nouns = sorted((word for word in words if word and word[0] != "#"), key=len, reverse=True)
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, nouns))})(?!\w)", re.IGNORECASE)


def starts_with_counted(text: str) -> bool:
    """Whether ``text``, as it follows a number, begins with a counted noun or a unit."""
    return bool(_nouns().match(text) or _UNIT.match(text))


def starts_with_noun(text: str) -> bool:
    """Whether ``text`` begins with a counted noun."""
    return bool(_nouns().match(text))
