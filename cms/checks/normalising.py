"""One spelling for many disguises, with a way back to the text as it was given.

Full-width digits, invisible characters, odd dashes and spaces, letters that pose as digits,
digits written as words: after this each identifier looks one way (safety.md §7.1).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cms.checks.disguises import unmasked

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SPACES = "\t\u000b\u000c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DOTS = "\u3002\uff61\u2024\u00b7\u2022\u2219"
_TO_DASH, _TO_SPACE = re.compile(f"[{_DASHES}]"), re.compile(f"[{_SPACES}]")
_TO_DOT, _TO_LINE = re.compile(f"[{_DOTS}]"), re.compile("[\r\u0085\u2028\u2029]")
# NFKC would make three full stops of it, and so hide the end of a sentence.
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` in one spelling; ``origin[i]`` is where its i-th character came from."""

    text: str
    origin: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the given text that ``text[start:end]`` stands for."""
        after = self.origin[end] if end < len(self.origin) else self.length
        return self.origin[start], max(self.origin[end - 1] + 1, min(after, self.length))


def normalise(given: str) -> Normal:
    """Return ``given`` in one spelling."""
    plain = given.replace(_ELLIPSIS, "")
    is_plain = unicodedata.is_normalized("NFC", given) and unicodedata.is_normalized("NFKC", plain)
    if is_plain and not _IS_INVISIBLE.search(given) and not _has_foreign_digit(given):
        normal = Normal(_signs(given), range(len(given)), len(given))
    else:
        normal = _by_clusters(given)
    for pattern, meaning in unmasked(normal.text):
        normal = _replace(normal, pattern, meaning)
    return normal


def _has_foreign_digit(given: str) -> bool:
    return not given.isascii() and re.search(r"(?![0-9])\d", given) is not None


def _signs(text: str) -> str:
    """Return ``text`` of the same length with one kind of dash, space, dot and line end."""
    if text.isascii() and not re.search(r"[\t\r\v\f]", text):
        return text
    text = _TO_SPACE.sub(" ", _TO_DASH.sub("-", text))
    return _TO_LINE.sub("\n", _TO_DOT.sub(".", text))


def _by_clusters(given: str) -> Normal:
    """Return ``given`` normalised one character with its marks at a time."""
    characters: list[str] = []
    origin: list[int] = []
    for position, cluster in _clusters(given):
        spelled = _spelled(cluster)
        characters.append(spelled)
        origin += [position] * len(spelled)
    return Normal("".join(characters), origin, len(given))


def _clusters(given: str) -> list[tuple[int, str]]:
    """Return each base character with its combining marks, and where it begins."""
    found: list[tuple[int, str]] = []
    for position, character in enumerate(given):
        if found and unicodedata.combining(character):
            start, cluster = found[-1]
            found[-1] = (start, cluster + character)
        elif not _IS_INVISIBLE.match(character):
            found.append((position, character))
    return found


def _spelled(cluster: str) -> str:
    if cluster == _ELLIPSIS:
        return cluster
    if len(cluster) == 1 and cluster.isdecimal():
        return str(unicodedata.decimal(cluster))
    return _signs(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", cluster)))


def _replace(normal: Normal, pattern: re.Pattern[str], meaning: Callable[[str], str]) -> Normal:
    """Replace every match by what it means; its characters stand for the whole match."""
    text, last = "", 0
    origin: list[int] = []
    for match in pattern.finditer(normal.text):
        new = meaning(match.group())
        if new == match.group():
            continue
        text += normal.text[last : match.start()] + new
        origin += normal.origin[last : match.start()]
        width = match.end() - match.start()
        places = [min(i * width // len(new), width - 1) for i in range(len(new) - 1)]
        origin += [normal.origin[match.start() + place] for place in (*places, width - 1)]
        last = match.end()
    if not last:
        return normal
    origin += normal.origin[last:]
    return Normal(text + normal.text[last:], origin, normal.length)
