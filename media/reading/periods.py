"""Months, quarters and spans of years (R8, R9, R12)."""

import re

from media.reading import counted, numbers
from media.reading.draft import Draft, Kind, Say, before
from media.reading.results import Style

MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)\d\d"
FREE = r"(?<![\w/])(?<!\d[.,:])(?<!\d-)"
END = r"(?![\w/%]|[.,]\d)"
DASHES = ("-", "–", "—")
_AND = r"\s*(?:,|và|-|–|—|đến)\s*"
_OF_YEAR = rf"(?:\s?/\s?(?P<year>{YEAR}))?"
_QUARTER = r"(?:IV|I{1,3}|[1-4])"
_MONTHS = re.compile(rf"\b(?i:tháng)\s+(?P<months>{MONTH}(?:{_AND}{MONTH})*){_OF_YEAR}{END}")
_SPAN = re.compile(rf"{FREE}T?(?P<months>{MONTH}\s*[-–—]\s*T?{MONTH})\s?/\s?(?P<year>{YEAR}){END}")
_MONTH_ALONE = re.compile(rf"{FREE}T?(?P<month>{MONTH})\s?/\s?(?P<year>{YEAR}){END}")
_QUARTERS = re.compile(
    rf"\b(?i:quý)\s+(?P<read>(?P<quarters>{_QUARTER}(?:{_AND}{_QUARTER})*){_OF_YEAR}){END}"
)
_ROUND = re.compile(
    rf"\b(?i:đợt|kỳ|khóa|khoá|tập|vòng|lần|phiên|giai đoạn|học kỳ|quyển|bản tin|lớp|bước)\s+"
    rf"(?P<read>(?P<number>\d{{1,2}})\s?/\s?(?P<year>{YEAR})){END}"
)
_YEARS = re.compile(rf"{FREE}(?P<first>{YEAR})\s*[-–—]\s*(?P<last>{YEAR}){END}")
_SCHOOL_YEAR = re.compile(
    rf"\b(?i:năm học)\s+(?P<read>(?P<first>{YEAR})\s?/\s?(?P<last>{YEAR})){END}"
)
_LAST_OF_YEAR = re.compile(rf"\b(?i:tháng|quý|vụ|kỳ|đợt)(?P<read>\s?/\s?(?P<year>{YEAR})){END}")
_SAYS_MONTH = re.compile(r"tháng\s*$", re.IGNORECASE)


def month(text: str, style: Style) -> str:
    """Return "tháng tư" for "4" or "04"."""
    return "tháng " + ("tư" if int(text) == 4 else numbers.number(int(text), style))


def read_periods(draft: Draft, style: Style) -> None:
    """Put months, quarters and spans of years into words; days of a month went before."""

    def number(text: str) -> str:
        return numbers.number(int(text), style)

    def span(match: re.Match[str]) -> Say | None:
        return None if counted.names_a_number(before(match)) else _months(match, style)

    def month_alone(match: re.Match[str]) -> Say:
        is_led = _SAYS_MONTH.search(before(match))
        words = month(match["month"], style).removeprefix("tháng " if is_led else "")
        return _dated([words], match["year"], style)

    def years(match: re.Match[str]) -> Say:
        return _dated([number(match["first"]), "đến", number(match["last"])])

    draft.read("R12", _MONTHS, lambda match: _months(match, style))
    draft.read("R12", _QUARTERS, lambda match: _quarters(match, style))
    draft.read("R12", _ROUND, lambda match: _dated([number(match["number"])], match["year"], style))
    draft.read("R12", _SPAN, span)
    draft.read("R12", _MONTH_ALONE, month_alone)
    draft.read("R12", _LAST_OF_YEAR, lambda match: _dated([], match["year"], style))
    draft.read("R9", _YEARS, years)
    draft.read("R9", _SCHOOL_YEAR, years)


def _months(match: re.Match[str], style: Style) -> Say:
    parts = re.findall(r"\d+|,|và|đến|[-–—]", match["months"])
    words = []
    for at, part in enumerate(parts):
        if part.isdigit():
            is_led = at == 0 or parts[at - 1] in (*DASHES, "đến")
            words.append(month(part, style).removeprefix("" if is_led else "tháng "))
        else:
            words.append("đến" if part in DASHES else part)
    return _dated(words, match["year"], style)


def _quarters(match: re.Match[str], style: Style) -> Say:
    words = []
    for part in re.findall(r"[IV]+|\d|,|và|đến|[-–—]", match["quarters"]):
        value = int(part) if part.isdigit() else numbers.roman(part)
        words.append(
            numbers.number(value, style) if value else "đến quý" if part in DASHES else part
        )
    return _dated(words, match["year"], style)


def _dated(words: list[str], year: str | None = None, style: Style | None = None) -> Say:
    of_year = [f"năm {numbers.number(int(year), style)}"] if year and style else []
    return Say(" ".join([*words, *of_year]).replace(" ,", ","), Kind.DATE)
