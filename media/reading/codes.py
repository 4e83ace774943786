"""Letters with digits (R25)."""

import re

from media.reading import numbers
from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Kind, Say, before
from media.reading.results import Style
from media.reading.syllables import UPPER

_CODE = re.compile(
    r"(?<![\w&.,])(?:(?<!/)|(?<=/)(?=[A-ZĐ])|(?<=[^\W\d]/)(?=\d))"
    r"(?=[^\W_]*\d)(?=[^\W_]*[A-Za-zĐđ])[A-Za-zĐđ\d]{2,8}(?![\w&])"
)
_NAMED = re.compile(rf"(?P<name>[{UPPER}]{{2,}})(?P<number>\d{{1,4}})(?P<letter>[A-ZĐ]?)")
# A letter after these is a name, where elsewhere it is a unit: "lớp 9H", "số nhà 3G".
_ALONE = r"(?![\w&/]|[.,]\d|\s?[-–]\s?\d)"
_LETTERED = re.compile(
    r"\b(?i:lớp|phòng|số nhà|nhà số|tổ|khu|dãy|ngõ|ngách|khối|toà|tòa|tầng|tdp|nhà|thông điệp)"
    rf"\s+(?P<read>\d{{1,3}}[A-ZĐ]\d?(?:\s?(?:,|và)\s\d{{1,3}}[A-ZĐ]\d?)*){_ALONE}"
)
_SMALL = re.compile(
    rf"\b(?i:lớp|số nhà|nhà số)\s+(?P<read>\d{{1,3}}[a-zđ])(?!\s(?:sáng|trưa|chiều|tối)){_ALONE}"
)
_WHOLE = re.compile(r"\d[^\W_]*")
_FEW_THOUSAND = re.compile(r"(?<![\w.,/-])\dK(?![\w/])")


def read_lettered(draft: Draft, style: Style) -> None:
    """R25: "lớp 9H" before "9H" can be a time."""

    def spelled(match: re.Match[str]) -> Say:
        written = match.groupdict().get("read") or match[0]
        return Say(_WHOLE.sub(lambda part: _spelled(part[0], style), written))

    for pattern in (_LETTERED, _SMALL, _FEW_THOUSAND):
        draft.read("R25", pattern, spelled)


def read_codes(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    """R25: "7B2" → "bảy bê hai"; letters by name, numbers as numbers; "TDP5" by its words."""

    def code(match: re.Match[str]) -> Say | None:
        named = _NAMED.fullmatch(match[0])
        row = dictionary.row(named["name"], before(match), "1", draft) if named else None
        if named and row:
            rest = named["number"] + named["letter"]
            return Say(f"{row.spoken} {_spelled(rest, style)}", Kind.PLACE)
        if sum(character.isalpha() for character in match[0]) > 3:
            return None
        return Say(_spelled(match[0], style))

    draft.read("R25", _CODE, code)


def _spelled(written: str, style: Style) -> str:
    parts = re.findall(r"\d+|[A-Za-zĐđ]", written)
    return " ".join(_part(part, style) for part in parts)


def _part(part: str, style: Style) -> str:
    if part.isalpha():
        return numbers.letter(part)
    if part.startswith("0"):
        return numbers.spell_digits(part)
    return numbers.number(int(part), style)
