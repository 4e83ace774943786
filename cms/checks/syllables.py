"""Text as syllables: small letters, the tone mark in one place, each with its span."""

import re
import unicodedata
from dataclasses import dataclass

from cms.checks.letters import LOWER, UPPER

# A mark between two syllables keeps them apart, so it counts as one.
_WORD = re.compile(r"[^\W_]+|[.,;:!?…\n()\"“”]")
# The tone mark stands on either vowel of a pair; both spellings are current.
_PAIRS = ("òa oà", "óa oá", "ỏa oả", "õa oã", "ọa oạ", "òe oè", "óe oé", "ỏe oẻ", "õe oẽ", "ọe oẹ",
          "ùy uỳ", "úy uý", "ủy uỷ", "ũy uỹ", "ụy uỵ")  # fmt: skip
_TONES = {pair[:2]: pair[3:] for pair in _PAIRS}
_PLAIN = {ord(letter): unicodedata.normalize("NFD", letter)[0] for letter in LOWER + UPPER}
_PLAIN |= {ord("đ"): "d", ord("Đ"): "D"}
_TONED = re.compile("|".join(_TONES))


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable or mark, and where it stands."""

    word: str
    start: int
    end: int


def lowered(text: str) -> str:
    """Return ``text`` of the same length in small letters, its tone marks in one place."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _TONED.sub(lambda found: _TONES[found.group()], small)


def syllables(low: str) -> list[Syllable]:
    """Return the syllables and the marks of ``low``."""
    return [Syllable(found.group(), found.start(), found.end()) for found in _WORD.finditer(low)]


def unaccented(text: str) -> str:
    """Return ``text`` of the same length without diacritics, đ as d."""
    return text if text.isascii() else text.translate(_PLAIN)
