"""Days of a month: "30/7", "05-7-2026", "3, 4 và 5/8", "14 - 16/8" (R10–R12)."""

import re

from media.reading import numbers, slashes
from media.reading.draft import MARK, Draft, Kind, Say, after, before
from media.reading.periods import END, FREE, MONTH, YEAR, month
from media.reading.results import Style

_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_LIST = rf"(?P<earlier>{_DAY_NUMBER}(?:\s*,\s*{_DAY_NUMBER})*)\s*(?P<joint>,|và|-|–|—)\s*"
_DAY_MONTH = rf"(?P<day>{_DAY_NUMBER})\s?/\s?(?P<month>{MONTH})(?:\s?/\s?(?P<year>{YEAR}))?{END}"
_DAYS = re.compile(rf"{FREE}{_LIST}{_DAY_MONTH}")
_DAY = re.compile(rf"{FREE}{_DAY_MONTH}")
_DAY_OTHER = re.compile(
    rf"{FREE}(?P<day>{_DAY_NUMBER})(?P<mark>[-.])(?P<month>{MONTH})(?P=mark)(?P<year>{YEAR}){END}"
)
_DAY_SHORT = re.compile(
    rf"(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]ối|[Dd]ịp|[Ll]ễ)\s+(?P<read>(?P<day>{_DAY_NUMBER})-(?P<month>{MONTH})){END}"
)
_SAYS_DAY = re.compile(r"(?:ngày|mùng|mồng)\s*$", re.IGNORECASE)
_DAYS_LIST = re.compile(rf"các ngày(?:[\s,\d/]|và|đến|{MARK})*$", re.IGNORECASE)
_NAMED_AFTER_A_DAY = re.compile(
    r"(?:(?<!con )đường|phố|quảng trường|đại lộ|công viên|cầu|sân vận động|hợp tác xã|nhà máy"
    r"|(?<!thị )(?<!môi )trường(?: (?:mầm non|mẫu giáo|tiểu học|trung học(?: cơ sở| phổ thông)?"
    r"|th|thcs|thpt|mn|bán trú|nội trú|dân tộc)){0,3})\s+$",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|mùng|mồng|lễ|kỷ niệm|trước|sau|hết|vào|lúc"
    rf"|thứ \w+,?|chủ nhật,?|{MARK}\s*(?:,|[-–—]|và))\s*\(?$",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\b(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|lễ|kỷ niệm|từ|đến|trước|sau|hết|vào|lúc|tháng|thứ"
    r"|mùng|mồng|chủ nhật|giờ|lịch|hạn|năm|phong trào|truyền thống)\b",
    re.IGNORECASE,
)
_NOT_A_RANGE = re.compile(
    r"(?:tổ|thôn|xóm|khu|khối|lớp|số|tdp|phường|đợt|lần|buổi|phần|bài|km|loa|điểm|hộ|kỳ)\s*$",
    re.IGNORECASE,
)


def read_dates(draft: Draft, style: Style) -> None:
    """Put the days of a month into words, singly, in lists and in ranges."""
    for pattern in (_DAY_OTHER, _DAYS, _DAY, _DAY_SHORT):
        draft.read("R10", pattern, lambda match: _date(match, style))


def _date(match: re.Match[str], style: Style) -> Say | None:
    found = match.groupdict()
    day, year = found["day"], found.get("year")
    if not year and not _is_a_date(match, int(day), int(found["month"])):
        return None
    named_after = _NAMED_AFTER_A_DAY.search(before(match))
    words = "" if named_after or _says_day(match) else "ngày "
    words += f"{_earlier(match, style)}{_number(day, style)} {month(found['month'], style)}"
    words += f" năm {_number(year, style)}" if year else ""
    is_certain = year or named_after or found.get("earlier") or _HINT.search(before(match))
    return Say(words, Kind.DATE, is_uncertain=not is_certain)


def _earlier(match: re.Match[str], style: Style) -> str:
    earlier = match.groupdict().get("earlier")
    if not earlier:
        return ""
    days = ", ".join(_number(day, style) for day in re.findall(r"\d+", earlier))
    if match["joint"] in ("-", "–", "—"):
        is_in_list = _DAYS_LIST.search(before(match))
        return f"{days} đến {'' if is_in_list else 'ngày '}"
    return f"{days} và " if match["joint"] == "và" else f"{days}, "


def _number(text: str, style: Style) -> str:
    return numbers.number(int(text), style)


def _says_day(match: re.Match[str]) -> bool:
    lead = before(match)
    return bool(_SAYS_DAY.search(lead) or _DAYS_LIST.search(lead))


def _is_a_date(match: re.Match[str], day: int, month: int) -> bool:
    """Decide between a date and a fraction (R24): what stands around it, first what is surer."""
    lead, rest = before(match), after(match)
    earlier = match.groupdict().get("earlier")
    if earlier and _NOT_A_RANGE.search(lead):
        return False
    if _NAMED_AFTER_A_DAY.search(lead) or _DATE_WORD.search(lead):
        return True
    return slashes.is_day_of_month(day, month, lead=lead, rest=rest)
