"""Marks that are not said: typing leftovers, brackets, quotes, dashes (R1, R3)."""

import re

from media.reading import numbers
from media.reading.draft import MARK, Draft, Say

_DROPPED = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f*#“”„«»\"]+|(?<![\\d'\u2018’])['\u2018’]+"
)
_SPACES = re.compile(
    r"[\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029\u00a0\u2000-\u200a\u202f\u205f\u3000]+| {2,}"
)
_END = re.compile(r"\s*\./\.?\s*$")
_DOTS = re.compile(r"(?<!v)\.{3,}|…+")
_HAND_MADE = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]+)\]\]")
_PAUSE_DASH = re.compile(rf"\s+[–—]\s+|\s*—\s*|\s-\s(?={MARK}|\d)|(?<={MARK})\s-\s")
_DASH = re.compile(r"[-–—]")
# "điểm a - c" is a range of letters, for the rules to read.
_HYPHEN = re.compile(r"(?<=[^\W\dA-ZĐ_])(?<!\s[a-zđ])\s?-\s?(?=[^\W\d_A-ZĐ])")
_OPENING = re.compile(r"\s*[(\[{]\s*")
_CLOSING = re.compile(r"\s*[)\]}]")
_HYPHENS_KEPT = re.compile(rf"\b(?:{'|'.join(sorted(numbers.LETTER_NAMES_WITH_HYPHEN))})\b")


def clean(draft: Draft) -> None:
    """Take hand-made readings as they are; drop what is never said."""
    draft.read("[[…]]", _HAND_MADE, lambda match: Say(match[2].strip()))
    draft.rewrite(_DROPPED, "")
    draft.rewrite(_SPACES, " ")
    draft.rewrite(_END, ".")
    draft.rewrite(_DOTS, "…")
    kept = _letter_names(draft.text)
    draft.rewrite(_HYPHEN, " ", unless=lambda match: match.start() in kept)


def silence(draft: Draft) -> None:
    """Turn what is left of brackets and dashes into pauses or nothing (R3, R10, R26)."""
    draft.rewrite(_OPENING, ", ")
    draft.rewrite(_CLOSING, ",")
    draft.rewrite(_PAUSE_DASH, ", ")
    kept = _letter_names(draft.text)
    draft.rewrite(_DASH, " ", unless=lambda match: match.start() in kept)


def _letter_names(text: str) -> set[int]:
    """Return where the hyphens of "e-lờ", "em-mờ"… stand."""
    names = _HYPHENS_KEPT.finditer(text.lower())
    return {match.start() + match[0].index("-") for match in names}


_TIDY = (
    (re.compile(r"\s+([,.;:!?…])"), r"\1"),
    (re.compile(r"(?:,\s*)+([.;:!?…])"), r"\1"),
    (re.compile(r"([,.;:!?…])(?:\s*,)+"), r"\1"),
    (re.compile(r"^[\s,;:.]+"), ""),
    (re.compile(r"([;:])(?=[^\W\d_])"), r"\1 "),
    (re.compile(r"[.…](?:\s*[.…])+"), "…"),
    (re.compile(r"\s{2,}"), " "),
    (re.compile(r"[\s,]+$"), ""),
)
# The letter of a list stays small: "I," would be a Roman numeral.
_CAPITAL = re.compile(r"(^|[.!?]\s+)([^\W\d_])(?!,)")


def render(draft: Draft) -> str:
    """Return the spoken line: words for marks, spaces and marks of pause in good order."""
    pieces: list[str] = []
    for character in draft.text.lower() if is_heading(draft.text) else draft.text:
        if character >= "\U000f0000":
            pieces += [" ", draft.say_of(character).words, " "]
        else:
            pieces.append(character)
    text = "".join(pieces)
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    text = text.strip()
    return _CAPITAL.sub(lambda match: match[1] + match[2].upper(), text)


def is_heading(text: str) -> bool:
    """Whether ``text`` is a line in capitals, marks left aside."""
    return len(text.split()) > 1 and text.isupper()


_PLAIN = re.compile(r"[^\w\s]+")


def plain(text: str) -> str:
    """Return ``text`` as words only, small letters, one space between: for comparing readings."""
    return " ".join(_PLAIN.sub(" ", text.lower()).split())
