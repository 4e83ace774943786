"""Text as syllables: small letters, the tone mark in one place, each with its span."""

import re
from dataclasses import dataclass

# A mark between two syllables keeps them apart, so it counts as one.
_WORD = re.compile(r"[^\W_]+|[.,;:!?…\n()\"“”]")
# The tone mark stands on either vowel of a pair; both spellings are current.
_PAIRS = ("òa oà", "óa oá", "ỏa oả", "õa oã", "ọa oạ", "òe oè", "óe oé", "ỏe oẻ", "õe oẽ", "ọe oẹ",
          "ùy uỳ", "úy uý", "ủy uỷ", "ũy uỹ", "ụy uỵ")  # fmt: skip
_TONES = {pair[:2]: pair[3:] for pair in _PAIRS}
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
