"""Numbers with what they measure: money, units, percent, ranges (R6, R7, R21–R23)."""

import re

from media.reading import numbers
from media.reading.draft import MARK, Draft, Kind, Say, before
from media.reading.results import Style

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_FREE = r"(?<![\w/.,])"
_UNITS = {
    "km/h": "ki lô mét trên giờ", "m/s": "mét trên giây",
    "km2": "ki lô mét vuông", "km²": "ki lô mét vuông", "km": "ki lô mét",
    "cm2": "xăng ti mét vuông", "cm²": "xăng ti mét vuông", "cm": "xăng ti mét",
    "mm": "mi li mét", "m2": "mét vuông", "m²": "mét vuông", "m3": "mét khối", "m³": "mét khối",
    "m": "mét", "ha": "héc ta", "kg": "ki lô gam", "mg": "mi li gam", "g": "gam",
    "ml": "mi li lít", "l": "lít", "L": "lít", "kWh": "ki lô oát giờ", "kW": "ki lô oát",
    "W": "oát", "w": "oát", "V": "vôn", "GB": "ghi ga bai", "MB": "mê ga bai",
    "°C": "độ xê", "oC": "độ xê", "ºC": "độ xê", "độ C": "độ xê", "°": "độ",
    "%": "phần trăm", "‰": "phần nghìn",
    "nghìn": "nghìn", "ngàn": "ngàn", "triệu": "triệu", "tỷ": "tỷ", "tỉ": "tỷ",
    "tr": "triệu", "k": "nghìn đồng", "K": "nghìn đồng", "$": "đô la",
}  # fmt: skip
_MONEY = r"(?:đồng|VNĐ|VND|vnđ|đ|₫)"
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_QUANTITY = re.compile(
    rf"{_FREE}(?P<sign>(?<=\s)[-\u2212]|±|≥|≤|>|<)?\s?(?P<first>{NUMBER})"
    rf"(?:\s*[-–—]\s*(?P<last>{NUMBER}))?"
    rf"(?:(?P<unit>\s?(?:{_UNIT}))(?!\w))?(?P<money>\s?{_MONEY}(?!\w))?(?![\w/]\d|\d|[.,]\d|\w)"
)
_HALF_MILLION = re.compile(rf"{_FREE}(?P<millions>\d+)tr(?P<rest>\d)(?!\w)")
_SIGNS = {
    "-": "âm", "\u2212": "âm", "±": "cộng trừ", "≥": "lớn hơn hoặc bằng",
    "≤": "nhỏ hơn hoặc bằng", ">": "lớn hơn", "<": "nhỏ hơn",
}  # fmt: skip
_COMPARED = re.compile(r"\s?(?P<read>[≥≤±=]|(?<=\s)\+)(?=\s)")
_COMPARISONS = {**_SIGNS, "=": "bằng", "+": "cộng"}
_DOTTED = re.compile(r"(?<![\w/,])\d+(?:\.\d+)+(?![\w/]|,\d)")
_TIMES = re.compile(rf"(?:{MARK}|\s)\s?(?P<read>[x×])\s?(?={MARK})")
_PERCENT_ALONE = re.compile(r"(?<=[^\W\d]\s)%(?!\w)")
_KILOMETRE = re.compile(r"(?<!\w)[Kk]m\s?(?P<km>\d+)(?:\s?\+\s?(?P<metres>\d+))?(?!\w|[.,]\d)")
_MONTH_FOUR = re.compile(r"(?:tháng)\s*$", re.IGNORECASE)
_PER_UNITS = (
    "người tháng ngày đêm tuần buổi năm quý hộ lượt lần giờ phút giây em cháu suất tổ thôn xóm xã"
    " phường trường lớp ca đợt kỳ tờ bài cuộc điểm cụm khóa khoá nhóm tin kg lít m2 m² ha km cái"
    " chiếc bộ vụ đơn phiếu TDP"
)
_PLACES = ("xã", "phường", "thôn", "tổ", "xóm")
_PLACE = re.compile(rf"(?<!\w)(?:{'|'.join(_PLACES)})$")
_PER = re.compile(
    rf"\s?/\s?(?:0?1\s)?(?P<unit>học sinh|gia đình|{'|'.join(_PER_UNITS.split())})(?!\w)"
)
_COUNTED_BEFORE = re.compile(rf"(?:\d|{MARK})\s*(?:[^\W\d]+\s*){{0,3}}$")


def read_kilometres(draft: Draft, style: Style) -> None:
    """R23: "Km 7+500" is a place on a road, the unit said first."""

    def place(match: re.Match[str]) -> Say:
        words = f"ki lô mét {numbers.number(int(match['km']), style)}"
        metres = match["metres"]
        return Say(f"{words} cộng {numbers.number(int(metres), style)}" if metres else words)

    draft.read("R23", _KILOMETRE, place)


def read_per(draft: Draft) -> None:
    """R22: "đồng/người/buổi" → "đồng một người một buổi", where something is counted before."""

    def per(match: re.Match[str]) -> Say | None:
        unit = _UNITS.get(match["unit"], match["unit"])
        unit = "tổ dân phố" if unit == "TDP" else unit
        lead = before(match)
        is_either = _PLACE.search(lead) and match["unit"] in _PLACES
        return Say(f"một {unit}") if _COUNTED_BEFORE.search(lead) and not is_either else None

    for _ in range(2):  # the second slash of "đồng/người/buổi" follows what the first became
        draft.read("R22", _PER, per)


def read_quantities(draft: Draft, style: Style) -> None:
    """Read every number that is left, with the unit that follows it."""
    draft.read("R22", _HALF_MILLION, lambda match: Say(_with_hundreds(match, style), Kind.QUANTITY))
    draft.read("R6", _QUANTITY, lambda match: _quantity(match, style))
    draft.read("R7", _DOTTED, lambda match: Say(_dotted(match[0], style), is_uncertain=True))
    draft.rewrite(_PERCENT_ALONE, "phần trăm")
    draft.read("R23", _TIMES, lambda match: Say("nhân"))
    draft.read("R21", _COMPARED, lambda match: Say(_COMPARISONS[match["read"]]))


def _with_hundreds(match: re.Match[str], style: Style) -> str:
    millions = numbers.number(int(match["millions"]), style)
    return f"{millions} triệu {numbers.DIGITS[int(match['rest'])]} trăm {style.thousand} đồng"


def _quantity(match: re.Match[str], style: Style) -> Say:
    words = numbers.written_number(match["first"], style)
    if match["first"] in ("4", "04") and _MONTH_FOUR.search(before(match)):
        words = "tư"
    if match["last"]:
        words = f"{words} đến {numbers.written_number(match['last'], style)}"
    if match["sign"]:
        words = f"{_SIGNS[match['sign']]} {words}"
    unit, money = (match["unit"] or "").strip(), match["money"]
    words += f" {_unit(unit, style)}" if unit else ""
    words += " đồng" if money and unit not in ("k", "K") else ""
    return Say(words, Kind.QUANTITY if unit or money else Kind.NUMBER)


def _unit(unit: str, style: Style) -> str:
    words = _UNITS[unit]
    return words.replace("nghìn", style.thousand) if unit in ("k", "K") else words


def _dotted(text: str, style: Style) -> str:
    return " chấm ".join(numbers.number(int(part), style) for part in text.split("."))
