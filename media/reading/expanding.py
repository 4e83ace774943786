"""Abbreviations in running text, put into words (§3.3)."""

import re

from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Say, after, before
from media.reading.syllables import UPPER, is_syllable

_JOINT = re.compile(r"\s?([-–/&])\s?")
_MAY_JOIN = re.compile(rf"\w\s?[-–/&]\s?[{UPPER}]")


def read_numbered(draft: Draft, dictionary: Dictionary) -> None:
    """Read what has digits of its own, as "BCĐ 138", before any number is read."""
    draft.read("§3.3", dictionary.numbered, lambda match: Say(dictionary.plain(match["read"])))


def read_abbreviations(draft: Draft, dictionary: Dictionary) -> None:
    """Put into words every abbreviation whose context says how."""
    is_heading = not any(character.islower() for character in draft.text)

    def single(match: re.Match[str]) -> Say | None:
        written, lead, rest = match["read"], before(match), after(match)
        row = dictionary.row(written, lead, rest, draft)
        if row is None and written.endswith("."):  # "thuộc TP." ends a sentence
            row = dictionary.row(written[:-1], lead, rest, draft)
            return Say(f"{row.spoken}.") if row else None
        if row and is_heading and not row.has_context and is_syllable(written):
            return None
        return Say(row.spoken) if row else None

    def joined(match: re.Match[str]) -> Say | None:
        return None if dictionary.knows(match["read"]) else _each(match, draft, dictionary)

    if _MAY_JOIN.search(draft.text):
        draft.read("§3.3", dictionary.joined, joined)
    draft.read("§3.3", dictionary.single, single)


def _each(match: re.Match[str], draft: Draft, dictionary: Dictionary) -> Say | None:
    """Read "PCCC&CNCH" or "ĐT/Zalo" part by part; a context may stand at either end of all."""
    parts = _JOINT.split(match["read"])
    lead, rest = before(match), after(match)
    words = ""
    for at in range(0, len(parts), 2):
        here, there = "".join(parts[:at]), "".join(parts[at + 1 :])
        row = dictionary.row(parts[at], lead + here, there + rest, draft)
        row = row or dictionary.row(parts[at], lead, rest, draft)
        if row is None:
            return None
        joint = parts[at + 1] if at + 1 < len(parts) else ""
        words += row.spoken + {"&": " và ", "": ""}.get(joint, ", ")
    return Say(words)
