"""The three commands that a bot understands, however they are typed (pure).

A leader types on a phone, with or without diacritics, in any case, with a mention in front. The
whole text must be the command: a sentence that only contains its word is none.
"""

import enum
import re
import unicodedata
from dataclasses import dataclass

from media.text import fold

LONGEST_MENTION = 60
# "Đúng" (right), "dùng" (use) and "đừng" (do not) fold to the same letters as "dừng" (stop).
_STOPS = frozenset({"DUNG", "DỪNG"})
_AROUND = " .,!;:?…\"'()“”’*-"
_KEYWORD = r"(?:KICH ?HOAT|DA XONG|XONG|DUNG)\b"
_MENTION = re.compile(rf"@.{{1,{LONGEST_MENTION}}}?[ ,:;.-]+(?={_KEYWORD})")
_LINK = re.compile(r"KICH ?HOAT[ :]+([0-9A-Z]{4,12})")
_DONE = re.compile(r"(?:DA )?XONG(?: ?([0-9]{4}))?")


class Word(enum.Enum):
    """Which command it is."""

    LINK = "KICHHOAT"
    DONE = "XONG"
    STOP = "DUNG"


@dataclass(frozen=True, slots=True)
class Command:
    """A command; ``argument`` is the code of a link or the four digits of a relay, or ""."""

    word: Word
    argument: str = ""


def read(text: str, *, bot_name: str = "") -> Command | None:
    """Return the command that ``text`` is, or None."""
    folded = normalise(text)
    for rest in _without_mention(folded, normalise(bot_name)):
        if found := _LINK.fullmatch(rest):
            return Command(Word.LINK, found.group(1))
        if found := _DONE.fullmatch(rest):
            return Command(Word.DONE, found.group(1) or "")
        if rest == "DUNG" and _as_typed(text).split()[-1] in _STOPS:
            return Command(Word.STOP)
    return None


def normalise(text: str) -> str:
    """Return ``text`` in capitals without diacritics, invisible signs, and spare spaces."""
    return _squeezed(fold(_squeezed(text)).upper())


def _as_typed(text: str) -> str:
    """Return ``text`` in capitals with its diacritics."""
    return _squeezed(unicodedata.normalize("NFC", text).upper())


def _squeezed(text: str) -> str:
    seen = (letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cs"})
    return " ".join("".join(seen).split()).strip(_AROUND)


def _without_mention(folded: str, name: str) -> list[str]:
    """Return what may be the command: the text, without the mention if it begins with one."""
    if not folded.startswith("@"):
        return [folded]
    rests = []
    if name and folded.startswith(f"@{name}"):
        rests.append(folded[len(name) + 1 :].strip(_AROUND))
    if found := _MENTION.match(folded):
        rests.append(folded[found.end() :])
    return rests
