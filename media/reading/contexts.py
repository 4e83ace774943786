"""What must stand beside an abbreviation for a reading of it to hold (§3.3).

A context is words parted by "|". Among them "#" is a number, "☎" a telephone number, and "^" a
capital or a digit; letter case does not matter, so that headings are read as any line is.
"""

import re
from functools import lru_cache

from media.reading.draft import FIRST_MARK, Draft, Kind
from media.reading.syllables import UPPER

_NEAR = 40  # characters: more than the longest context
_NUMBERS = {Kind.NUMBER, Kind.QUANTITY, Kind.DATE, Kind.DOCUMENT}
_SIGNS = {"#": r"[\d#]", "☎": "☎", "^": rf"(?-i:[{UPPER}\d#])"}


def stands_after(words: str, lead: str) -> bool:
    """Whether ``lead`` ends with one of ``words``; no words hold anywhere."""
    return not words or bool(_ending(words).search(lead[-_NEAR:]))


def stands_before(words: str, rest: str, draft: Draft) -> bool:
    """Whether ``rest`` of the draft's line begins with one of ``words``."""
    return not words or bool(_beginning(words).match(_spelled(rest[:_NEAR], draft)))


def _spelled(text: str, draft: Draft) -> str:
    """Return ``text`` with what was read in words, and signs for numbers and telephones."""
    if text.isascii():
        return text
    return "".join(_sign(c, draft) if ord(c) >= FIRST_MARK else c for c in text)


def _sign(mark: str, draft: Draft) -> str:
    said = draft.say_of(mark)
    if said.kind is Kind.PHONE:
        return "☎"
    return "#" if said.kind in _NUMBERS else said.words


@lru_cache(maxsize=512)
def _ending(words: str) -> re.Pattern[str]:
    options = "|".join(map(re.escape, words.split("|")))
    return re.compile(rf"(?<!\w)(?:{options})\s*$", re.IGNORECASE)


@lru_cache(maxsize=512)
def _beginning(words: str) -> re.Pattern[str]:
    options = "|".join(map(_option, words.split("|")))
    return re.compile(rf"\s*(?:{options})", re.IGNORECASE)


def _option(word: str) -> str:
    pattern = "".join(_SIGNS.get(character) or re.escape(character) for character in word)
    return pattern + (r"(?!\w)" if word[-1].isalpha() else "")
