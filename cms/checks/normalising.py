"""One spelling for many disguises, with a way back to the text as it was given.

Full-width digits, invisible characters, odd dashes and spaces, letters that pose as digits,
digits written as words: after this each identifier looks one way (safety.md §7.1).
"""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_LOOKALIKE = str.maketrans("OolI|", "00111")
_RUN = re.compile(r"(?<![^\W_])[\dOolI|](?:[ .\-]?[\dOolI|]){8,}(?![^\W_])")
_WORDS = {
    "không": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4",
    "năm": "5", "lăm": "5", "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
}  # fmt: skip
_WORD = "|".join(_WORDS)
_SPOKEN = re.compile(rf"\b(?:{_WORD})(?:[ ,]+(?:{_WORD})){{7,}}\b", re.IGNORECASE)
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}| a còng )\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:\(dot\)|\[dot\]|\{dot\}| chấm )\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` in one spelling; ``origin[i]`` is where its i-th character came from."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the given text that ``text[start:end]`` stands for."""
        return self.origin[start], self.origin[end - 1] + 1


def normalise(given: str) -> Normal:
    """Return ``given`` in one spelling."""
    characters: list[str] = []
    origin: list[int] = []
    for position, cluster in _clusters(given):
        for character in _one(cluster):
            characters.append(character)
            origin.append(position)
    normal = Normal("".join(characters), tuple(origin))
    normal = _replace(normal, _RUN, _digits_of_lookalikes)
    normal = _replace(normal, _SPOKEN, _digits_of_words)
    if "@" in normal.text or _AT.search(normal.text):
        normal = _replace(normal, _AT, lambda found: "@")
        normal = _replace(normal, _DOT, lambda found: ".")
    return normal


def _clusters(given: str) -> list[tuple[int, str]]:
    """Return each base character with its combining marks, and where it begins."""
    found: list[tuple[int, str]] = []
    for position, character in enumerate(given):
        if found and unicodedata.combining(character):
            start, cluster = found[-1]
            found[-1] = (start, cluster + character)
        else:
            found.append((position, character))
    return found


def _one(cluster: str) -> str:
    if _INVISIBLE.fullmatch(cluster):
        return ""
    if cluster in _DASHES:
        return "-"
    if cluster.isspace():
        return "\n" if cluster in "\n\r\u2028\u2029" else " "
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", cluster))


def _replace(normal: Normal, pattern: re.Pattern[str], spell: object) -> Normal:
    """Replace every match by ``spell(matched words)``; its characters stand for the match."""
    text, last = "", 0
    origin: list[int] = []
    for match in pattern.finditer(normal.text):
        new = spell(match.group())  # type: ignore[operator]
        if new == match.group():
            continue
        text += normal.text[last : match.start()] + new
        origin += normal.origin[last : match.start()]
        width = match.end() - match.start()
        origin += [
            normal.origin[match.start() + min(i * width // max(1, len(new)), width - 1)]
            for i in range(len(new) - 1)
        ]
        if new:
            origin.append(normal.origin[match.end() - 1])
        last = match.end()
    if not last:
        return normal
    return Normal(text + normal.text[last:], (*origin, *normal.origin[last:]))


def _digits_of_lookalikes(run: str) -> str:
    if sum(character.isdigit() for character in run) < 5:
        return run
    return run.translate(_LOOKALIKE)


def _digits_of_words(run: str) -> str:
    return "".join(_WORDS[word.lower()] for word in re.findall(r"\w+", run))
