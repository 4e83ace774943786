"""Roman numerals and codes of letters with digits (R13, R20, R25)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say, after, before
from media.reading.results import Style

_CUE = (
    r"mục|phần|chương|phụ lục|quý|kỳ|khóa|khoá|thế kỷ|đại hội|đợt|giai đoạn|loại|hạng|cấp|vùng"
    r"|khu vực|tập|quyển|bậc|nhóm|bài|lần|kỳ họp"
)
_NUMERAL = r"[IVX]{1,6}"
_ORDINAL = re.compile(rf"\b(?:[Tt]hứ|THỨ)\s+(?P<read>{_NUMERAL})(?!\w)")
_CUED = re.compile(
    rf"\b(?:{_CUE})\s+(?P<read>(?P<numerals>{_NUMERAL}(?:\s*(?:,|và|-|–)\s*{_NUMERAL})*)"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?)(?!\w)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?<![\w&/-])(?P<read>{_NUMERAL})(?![\w&/-]|\.\w)")
_CAPITALS_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]{2,}\s+$")
_CAPITALS_AFTER = re.compile(r"\s+[^\W\d_a-z]{2,}(?![^\W\d_])")
_PROPER = re.compile(r"[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s+$")
_CODE = re.compile(r"(?<![\w&/.,])(?=[^\W_]*\d)(?=[^\W_]*[A-Za-zĐđ])[A-Za-zĐđ\d]{2,8}(?![\w&])")
_ROAD = re.compile(
    r"(?<![\w&/-])(?P<kind>QL|TL|ĐT|DT|HL)\.?\s?(?P<number>\d{1,3})(?P<letter>[A-Z]?)(?!\w)"
)
_ROADS = {
    "QL": "quốc lộ",
    "TL": "tỉnh lộ",
    "ĐT": "đường tỉnh",
    "DT": "đường tỉnh",
    "HL": "hương lộ",
}


def read_roman(draft: Draft, style: Style) -> None:
    """R20: Roman numerals where a word before them asks for one, or after a proper name."""

    def ordinal(match: re.Match[str]) -> Say | None:
        value = numbers.roman(match["read"])
        return Say(numbers.ordinal(value, style), Kind.NUMBER) if value else None

    def cued(match: re.Match[str]) -> Say | None:
        if not match["numerals"].replace("và", "").isupper():
            return None
        words = []
        for part in re.findall(r"[IVX]+|,|và|[-–]", match["numerals"], re.IGNORECASE):
            value = numbers.roman(part.upper())
            words.append(numbers.number(value, style) if value else {"-": "đến"}.get(part, part))
        year = f" năm {numbers.number(int(match['year']), style)}" if match["year"] else ""
        return Say(" ".join(words).replace(" ,", ",") + year, Kind.NUMBER)

    def alone(match: re.Match[str]) -> Say | None:
        value = numbers.roman(match["read"])
        if value is None or _is_in_capitals(match):
            return None
        is_certain = len(match["read"]) > 1 or _PROPER.search(before(match))
        words = numbers.number(value, style)
        return Say(words, Kind.NUMBER, is_uncertain=not is_certain)

    draft.read("R13", _ORDINAL, ordinal)
    draft.read("R20", _CUED, cued)
    draft.read("R20", _ALONE, alone)


def _is_in_capitals(match: re.Match[str]) -> bool:
    """Whether the letters are a word of a heading, as in "PHẠM VI THỰC HIỆN"."""
    lead, rest = _CAPITALS_BEFORE.search(before(match)), _CAPITALS_AFTER.match(after(match))
    return any(found is not None and found[0].strip().isupper() for found in (lead, rest))


def read_roads(draft: Draft, style: Style) -> None:
    """R23: "QL3", "ĐT.261" with their number."""

    def road(match: re.Match[str]) -> Say | None:
        if match["kind"] in ("ĐT", "DT") and len(match["number"]) != 3:
            return None
        name = f" {numbers.letter(match['letter'])}" if match["letter"] else ""
        number = numbers.number(int(match["number"]), style)
        return Say(f"{_ROADS[match['kind']]} {number}{name}")

    draft.read("R23", _ROAD, road)


def read_codes(draft: Draft, style: Style) -> None:
    """R25: "7B2" → "bảy bê hai"; letters by name, numbers as numbers."""

    def code(match: re.Match[str]) -> Say | None:
        parts = re.findall(r"\d+|[A-Za-zĐđ]", match[0])
        if sum(part.isalpha() for part in parts) > 3:
            return None
        return Say(" ".join(_part(part, style) for part in parts))

    draft.read("R25", _CODE, code)


def _part(part: str, style: Style) -> str:
    if part.isalpha():
        return numbers.letter(part)
    if part.startswith("0"):
        return numbers.spell_digits(part)
    return numbers.number(int(part), style)
