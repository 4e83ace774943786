"""Numbers with what they measure: money, units, percent, ranges (R6, R7, R21–R23)."""

import re

from media.reading import counted, numbers, units
from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Kind, Say, after, before
from media.reading.marks import is_heading
from media.reading.results import Style
from media.reading.signs import SIGNS

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_FREE = r"(?<!\w)(?<!\d[.,:/])(?<!\d\s/\s)"
_END = r"(?![\w/]\d|\d|[.,]\d|\w)"
_QUANTITY = re.compile(
    rf"{_FREE}(?:(?P<sign>[±≥≤><])\s?)?(?P<first>{NUMBER})(?:(?P<spaced>\s+)?[-–—]\s*(?P<last>{NUMBER}))?"
    rf"(?:(?P<unit>\s?{units.UNIT})(?!\w))?(?P<money>\s?{units.MONEY}(?!\w))?{_END}"
)
_NEGATIVE = re.compile(
    rf"(?<![^\s(])(?P<read>[-\u2212](?P<number>{NUMBER})(?P<unit>\s?{units.UNIT}(?!\w))?)(?![\w/]|[.,]\d)"
)
_TO_DEGREES = re.compile(rf"\s*(?:đến|[-–])\s*[-\u2212]?{NUMBER}\s?{units.DEGREES}")
_COLD = re.compile(r"(?:nhiệt độ|xuống|rét|lạnh|tăng|mức)[^.;]{0,24}$", re.IGNORECASE)
_SIDES = re.compile(
    rf"{_FREE}(?P<sides>{NUMBER}(?:\s?[xX×]\s?{NUMBER})+)(?:\s?(?P<unit>{units.UNIT})(?!\w))?{_END}"
)
_POINT = re.compile(
    rf"(?<![\w.,/])\d{{1,3}}(?P<read>\.)(?=\d{{1,2}}(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?\s?{units.DIVISIBLE}(?!\w))"
)
# Commas without a space part whole numbers where there are many, or where they are names.
_LISTED = re.compile(
    r"(?<![\w/])(?<!\d[.,])(?P<read>\d{1,2}(?:,\d{1,2}){2,}|(?<=tổ )\d{1,2},\d{1,2}"
    r"|(?:(?<=[Tt][Dd][Pp] )|(?<=[Ll]ớp )|(?<=[Kk]hối )|(?<=Tổ )|(?<=[Tt]hôn )|(?<=[Xx]óm ))"
    r"\d{1,2},\d{1,2})(?![\w/%]|[.,]\d)"
)
_HALF_MILLION = re.compile(rf"{_FREE}(?P<millions>\d+)tr(?P<rest>\d)(?!\w)")
_DOTTED = re.compile(r"(?<![\w/,])\d+(?:\.\d+)+(?![\w/]|,\d)")
_BARE = re.compile(rf"{_FREE}{NUMBER}{_END}")
_DOLLARS = re.compile(rf"(?<!\w)\$\s?(?P<number>{NUMBER})(?![\w/]|[.,]\d)")
_SCORE = re.compile(r"\b(?:tỷ số|tỉ số|thắng|thua|hòa|hoà|dẫn)\s*$", re.IGNORECASE)
_EARLIER = re.compile(r"(?:\d{1,3}\s*(?:,|và)\s*)+$")  # "tổ 5, 6, 7 - 112 hộ"
_MONTH_FOUR = re.compile(r"tháng\s*$", re.IGNORECASE)


def read_quantities(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    """Read every number that is left, with the unit that follows it."""
    draft.rewrite(_POINT, ",")
    draft.read("R22", _HALF_MILLION, lambda match: Say(_with_hundreds(match, style), Kind.QUANTITY))
    draft.read("R22", _DOLLARS, lambda match: _dollars(match, style))
    draft.read("R6", _LISTED, lambda match: Say(_listed(match, style), Kind.NUMBER))
    draft.read("R23", _SIDES, lambda match: Say(_sides(match, style), Kind.QUANTITY))
    draft.read("R23", _NEGATIVE, lambda match: _negative(match, style))
    draft.read("R6", _QUANTITY, lambda match: _quantity(match, draft, dictionary, style))
    draft.read("R6", _BARE, lambda match: Say(_number(match[0], style), Kind.NUMBER))
    draft.read("R7", _DOTTED, lambda match: Say(_dotted(match[0], style), is_uncertain=True))


def _quantity(
    match: re.Match[str], draft: Draft, dictionary: Dictionary, style: Style
) -> Say | None:
    unit, money = (match["unit"] or "").strip(), (match["money"] or "").strip()
    if (unit == "M" and not is_heading(draft.text)) or (money == "Đ" and len(match["first"]) < 4):
        return None  # a letter of a code: "5M", "khối 9Đ"
    words = _number(match["first"], style)
    if match["first"] in ("4", "04") and _MONTH_FOUR.search(before(match)):
        words = "tư"
    if match["last"]:
        joint = ", " if _is_pause(match, dictionary) else " đến "
        words += joint + _number(match["last"], style)
    if match["sign"]:
        words = f"{SIGNS[match['sign']]} {words}"
    words += f" {units.spoken(unit, style)}" if unit else ""
    words += " đồng" if money and unit not in ("k", "K") else ""
    return Say(words, Kind.QUANTITY if unit or money else Kind.NUMBER)


def _is_pause(match: re.Match[str], dictionary: Dictionary) -> bool:
    """Whether the dash parts a name from a count, as in "tổ 5 - 112 hộ", or is a score's."""
    if _SCORE.search(before(match)):
        return True
    if not match["spaced"]:
        return False
    is_counted = match["unit"] or match["money"] or dictionary.counts(after(match))
    is_falling = _value(match["last"]) < _value(match["first"])
    lead = _EARLIER.sub("", before(match))
    return counted.names_a_number(lead) and bool(is_counted or is_falling)


def _negative(match: re.Match[str], style: Style) -> Say | None:
    unit, is_minus = match["unit"], match["read"][0] == "\u2212"
    is_cold = _COLD.search(before(match)) or _TO_DEGREES.match(after(match))
    if not (is_minus or is_cold or (unit and re.match(units.DEGREES, unit.strip()))):
        return None
    words = f"âm {_number(match['number'], style)}"
    return Say(f"{words} {units.spoken(unit, style)}" if unit else words, Kind.QUANTITY)


def _dollars(match: re.Match[str], style: Style) -> Say:
    return Say(f"{_number(match['number'], style)} đô la", Kind.QUANTITY)


def _sides(match: re.Match[str], style: Style) -> str:
    sides = re.split(r"\s?[xX×]\s?", match["sides"])
    words = " nhân ".join(_number(side, style) for side in sides)
    return f"{words} {units.spoken(match['unit'], style)}" if match["unit"] else words


def _listed(match: re.Match[str], style: Style) -> str:
    return ", ".join(_number(part, style) for part in match["read"].split(","))


def _with_hundreds(match: re.Match[str], style: Style) -> str:
    millions = numbers.number(int(match["millions"]), style)
    return f"{millions} triệu {numbers.DIGITS[int(match['rest'])]} trăm {style.thousand} đồng"


def _dotted(text: str, style: Style) -> str:
    return " chấm ".join(numbers.number(int(part), style) for part in text.split("."))


def _number(text: str, style: Style) -> str:
    return numbers.written_number(text, style)


def _value(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))
