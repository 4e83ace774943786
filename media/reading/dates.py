"""Days of a month: "30/7", "05-7-2026", "3, 4 và 5/8", "14 - 16/8" (R10–R12)."""

import re

from media.reading import addresses, counted, numbers
from media.reading.abbreviations import Dictionary
from media.reading.draft import MARK, Draft, Kind, Say, after, before
from media.reading.fractions import Slash, meaning
from media.reading.periods import DASHES, END, MONTH, YEAR, month
from media.reading.results import Style

_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
# Free of other numbers, but for a day before a dash: "25/7-30/7".
_FREE = r"(?<![\w/])(?<!\d[.,:])(?:(?<!\d-)|(?<=/\d-)|(?<=/\d\d-)|(?<=/\d{4}-))"
_JOINT = r"\s*(?:,|và|-|–|—)\s*"
_LIST = rf"(?P<earlier>{_DAY_NUMBER}(?:{_JOINT}{_DAY_NUMBER})*)\s*(?P<joint>,|và|-|–|—)\s*"
_DAY_MONTH = rf"(?P<day>{_DAY_NUMBER})\s?/\s?(?P<month>{MONTH})(?:\s?/\s?(?P<year>{YEAR}))?{END}"
_DAYS = re.compile(rf"{_FREE}{_LIST}{_DAY_MONTH}")
_DAY = re.compile(rf"{_FREE}{_DAY_MONTH}")
_DAY_OTHER = re.compile(
    rf"{_FREE}(?P<day>{_DAY_NUMBER})(?P<mark>[-.])(?P<month>{MONTH})(?P=mark)(?P<year>{YEAR}){END}"
)
_DAY_SHORT = re.compile(rf"{_FREE}(?P<day>{_DAY_NUMBER})-(?P<month>{MONTH})(?!/|\s*tháng){END}")
_BEFORE_A_SHORT_DAY = re.compile(
    r"(?:ngày|sáng|chiều|tối|dịp|lễ)\s*:?\s*"
    rf"(?:{_DAY_NUMBER}-{MONTH}\s*(?:,|và|hoặc|đến|[–-])\s*(?:ngày\s+)?)*$",
    re.IGNORECASE,
)
# "sáng 5, chiều 6/8"
_HALF_DAY = r"(?:sáng|trưa|chiều|tối|đêm)"
_EARLIER_DAY = re.compile(
    rf"(?i:{_HALF_DAY})\s+(?P<read>{_DAY_NUMBER})"
    rf"(?=\s*(?:,|và|[-–])\s*{_HALF_DAY}\s+{_DAY_NUMBER}\s?/\s?{MONTH}{END})"
)
_SAYS_DAY = re.compile(r"(?:ngày|mùng|mồng)\s*(?::\s*|\(\s*)?$", re.IGNORECASE)
_DAYS_LIST = re.compile(rf"các ngày:?(?:[\s,\d/]|và|đến|{MARK})*$", re.IGNORECASE)
_HOLIDAY = re.compile(
    rf"(?:nghỉ|mừng|kỷ niệm|quốc khánh)\s+(?:{_DAY_NUMBER}-{MONTH}\s*(?:,|và)\s*)*$", re.IGNORECASE
)
_HINT = re.compile(
    r"\b(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|lễ|kỷ niệm|từ|đến|trước|sau|hết|vào|lúc|tháng|thứ"
    r"|mùng|mồng|chủ nhật|giờ|lịch|hạn|năm|phong trào|truyền thống)\b",
    re.IGNORECASE,
)
_BEFORE_DAYS = re.compile(
    r"(?:^|[:;(]|(?<=[^\W\d]),|"
    rf"{MARK}\s*,?|\s[-–—]|\b(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|mùng|mồng|lễ|nghỉ|từ|đến|trước"
    r"|sau|hết|vào|trong|họp|phát|thi|khám|tiêm|diễn ra|tổ chức|và|hoặc|buổi))\s*\(?$",
    re.IGNORECASE,
)


def read_dates(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    """Put the days of a month into words, singly, in lists and in ranges."""

    def date(match: re.Match[str]) -> Say | None:
        is_day = match["year"] or meaning(match, draft, dictionary) is Slash.DAY
        return _date(match, style) if is_day else None

    def days(match: re.Match[str]) -> Say | None:
        return date(match) if _is_list(match) else None

    def short(match: re.Match[str]) -> Say | None:
        return _date(match, style) if _is_short(match, dictionary) else None

    draft.read("R10", _DAY_OTHER, lambda match: _date(match, style))
    draft.read("R10", _EARLIER_DAY, lambda match: Say(f"ngày {_number(match['read'], style)}"))
    draft.read("R10", _DAYS, days)
    draft.read("R10", _DAY, date)
    draft.read("R10", _DAY_SHORT, short)


def _date(match: re.Match[str], style: Style) -> Say:
    found = match.groupdict()
    year = found.get("year")
    is_name = _is_name(match)
    words = "" if is_name or _says_day(match) else "ngày "
    words += f"{_earlier(match, style)}{_number(found['day'], style)} "
    words += month(found["month"], style)
    words += f" năm {_number(year, style)}" if year else ""
    is_certain = year or is_name or found.get("earlier") or _HINT.search(before(match))
    return Say(words, Kind.DATE, is_uncertain=not is_certain)


def _earlier(match: re.Match[str], style: Style) -> str:
    earlier = match.groupdict().get("earlier")
    if not earlier:
        return ""
    days = re.sub(r"\d+", lambda day: _number(day[0], style), earlier)
    days = re.sub(r"\s*[-–—]\s*", " đến ", re.sub(r"\s*,\s*", ", ", days))
    if match["joint"] in DASHES:
        is_in_list = "," in days or "và" in days or _DAYS_LIST.search(before(match))
        return f"{days} đến {'' if is_in_list else 'ngày '}"
    return f"{days} và " if match["joint"] == "và" else f"{days}, "


def _number(text: str, style: Style) -> str:
    return numbers.number(int(text), style)


def _says_day(match: re.Match[str]) -> bool:
    lead = before(match)
    return bool(_SAYS_DAY.search(lead) or _DAYS_LIST.search(lead))


def _is_name(match: re.Match[str]) -> bool:
    return addresses.is_named_after_a_day(before(match), int(match["day"]), int(match["month"]))


def _is_list(match: re.Match[str]) -> bool:
    """Whether the numbers before the day are days too: in "vòng 2 - 15/8" they are not."""
    lead = before(match)
    if _BEFORE_DAYS.search(lead):
        return True
    days = [int(day) for day in re.findall(r"\d+", match["earlier"])]
    is_rising = [*days, int(match["day"])] == sorted({*days, int(match["day"])})
    is_many = match["joint"] in DASHES or len(days) > 1
    return is_many and is_rising and not counted.names_a_number(lead)


def _is_short(match: re.Match[str], dictionary: Dictionary) -> bool:
    if dictionary.counts(after(match)):
        return False
    is_great_day = addresses.is_great_day(int(match["day"]), int(match["month"]))
    if is_great_day and _HOLIDAY.search(before(match)):
        return True
    return _is_name(match) or _BEFORE_A_SHORT_DAY.search(before(match)) is not None
