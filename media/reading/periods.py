"""Months, quarters, spans of years and days of the week (R8, R9, R12, R13)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say, before
from media.reading.results import NORTH, Style

MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)\d\d"
FREE = r"(?<![\w/.,])(?<!\d-)"
END = r"(?![\w/%]|[.,]\d)"
_AND = r"\s*(?:,|và|-|–|—|đến)\s*"
_DASHES = ("-", "–", "—")
_OF_YEAR = rf"(?:\s?/\s?(?P<year>{YEAR}))?"
_QUARTER = r"(?:IV|I{1,3}|[1-4])"
_MONTHS = re.compile(rf"\b[Tt]háng\s+(?P<months>{MONTH}(?:{_AND}{MONTH})*){_OF_YEAR}{END}")
_MONTH_ALONE = re.compile(rf"{FREE}T?(?P<month>{MONTH})\s?/\s?(?P<year>{YEAR}){END}")
_QUARTERS = re.compile(
    rf"\b[Qq]uý\s+(?P<read>(?P<quarters>{_QUARTER}(?:{_AND}{_QUARTER})*){_OF_YEAR}){END}"
)
_YEARS = re.compile(rf"{FREE}(?P<first>{YEAR})\s*[-–—]\s*(?P<last>{YEAR}){END}")
_WEEKDAYS = re.compile(
    r"\b(?P<lead>[Tt]hứ|THỨ)\s+(?P<days>[1-9]\d?(?:\s*,\s*[2-7](?=\s*[,–-]|\s*và|\s*$|\s))*"
    r"(?:\s*và\s+[2-7](?!\s*/|\d))?)(?![\d/]|[.,]\d)"
)
_SHORT_WEEKDAY = re.compile(r"(?<![\w./-])T(?P<day>[2-7])(?![\w/])")
_SUNDAY = re.compile(r"(?<![\w&-])CN(?![\w&-])")
_SAYS_MONTH = re.compile(r"tháng\s*$", re.IGNORECASE)


def month(text: str, style: Style) -> str:
    """Return "tháng tư" for "4" or "04"."""
    return "tháng " + ("tư" if int(text) == 4 else numbers.number(int(text), style))


def read_periods(draft: Draft, style: Style) -> None:
    """Put months, quarters, spans of years and weekdays into words; days of a month went before."""

    def number(text: str) -> str:
        return numbers.number(int(text), style)

    def month_alone(match: re.Match[str]) -> Say:
        is_led = _SAYS_MONTH.search(before(match))
        words = month(match["month"], style).removeprefix("tháng " if is_led else "")
        return _dated([words], match["year"], style)

    def years(match: re.Match[str]) -> Say:
        return _dated([number(match["first"]), "đến", number(match["last"])])

    draft.read("R12", _MONTHS, lambda match: _months(match, style))
    draft.read("R12", _MONTH_ALONE, month_alone)
    draft.read("R12", _QUARTERS, lambda match: _quarters(match, style))
    draft.read("R9", _YEARS, years)
    draft.read("R13", _WEEKDAYS, lambda match: _dated([match["lead"], *_days(match["days"])]))
    draft.read("R13", _SHORT_WEEKDAY, lambda match: _dated(["thứ", *_days(match["day"])]))
    draft.read("R13", _SUNDAY, lambda match: _dated(["chủ nhật"]))


def _months(match: re.Match[str], style: Style) -> Say:
    parts = re.findall(r"\d+|,|và|đến|[-–—]", match["months"])
    words = []
    for at, part in enumerate(parts):
        if part.isdigit():
            is_led = at == 0 or parts[at - 1] in (*_DASHES, "đến")
            words.append(month(part, style).removeprefix("" if is_led else "tháng "))
        else:
            words.append("đến" if part in _DASHES else part)
    return _dated(words, match["year"], style)


def _quarters(match: re.Match[str], style: Style) -> Say:
    words = []
    for part in re.findall(r"[IV]+|\d|,|và|đến|[-–—]", match["quarters"]):
        value = int(part) if part.isdigit() else numbers.roman(part)
        words.append(
            numbers.number(value, style) if value else "đến quý" if part in _DASHES else part
        )
    return _dated(words, match["year"], style)


def _days(text: str) -> list[str]:
    parts = re.findall(r"\d+|,|và", text)
    return [numbers.ordinal(int(part)) if part.isdigit() else part for part in parts]


def _dated(words: list[str], year: str | None = None, style: Style = NORTH) -> Say:
    of_year = f" năm {numbers.number(int(year), style)}" if year else ""
    return Say(" ".join(words).replace(" ,", ",") + of_year, Kind.DATE)
