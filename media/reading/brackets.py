"""Brackets that say again what stands before them (R3)."""

import re

from media.reading import numbers
from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Say, before
from media.reading.syllables import UPPER
from media.text import fold

_CALLED = r"(?:(?:sau đây |từ đây )?(?:viết|gọi) tắt là:? )?"
_SHORT = re.compile(
    rf"\s*\({_CALLED}(?P<code>[^()]{{0,30}}?(?:[{UPPER}][\w&-]*[{UPPER}]|[đĐ]/c)[^()]{{0,30}})\)"
)
_IN_WORDS = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?:\s?(?:đồng|đ))?(?P<read>\s?\((?P<words>[^\W\d]"
    r"(?:[^\W\d]|\s)+)\))"
)
_SMALL_WORDS = {"va", "cua", "voi"}


def silence_repeated(draft: Draft, dictionary: Dictionary) -> None:
    """Say once "Mặt trận Tổ quốc (MTTQ)" and "05 (năm) ngày"."""
    if "(" not in draft.text:
        return

    def short(match: re.Match[str]) -> Say | None:
        return Say("") if _is_said(match["code"], before(match), dictionary) else None

    def differs(match: re.Match[str]) -> bool:
        said = numbers.number(int(match["number"].replace(".", "")))
        return said != re.sub(r"\s+(?:đồng|chẵn)\b", "", match["words"].lower())

    draft.read("R3", _SHORT, short)
    draft.rewrite(_IN_WORDS, "", unless=differs)


def _is_said(code: str, lead: str, dictionary: Dictionary) -> bool:
    name, _, number = code.partition(" ")
    spoken = {dictionary.expand(code), *dictionary.readings(code)}
    if number.isdigit():
        spoken |= {f"{words} {number}" for words in dictionary.readings(name)}
    written = _bare(lead)
    for said in (written, _bare(dictionary.expand(lead))):
        if any(re.search(rf"\b{_bare(words)}$", said) for words in spoken):
            return True
    letters = [fold(character) for character in code if character.isalpha()]
    initials = [word[0] for word in written.split() if word not in _SMALL_WORDS]
    return code.isupper() and len(letters) > 1 and initials[-len(letters) :] == letters


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
