"""Numbers of houses, and places that are named after a day (R11, R24)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Say
from media.reading.results import Style

_LANE = r"(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số)"
# After "và" another number of the lane; after a comma only a neighbour: "ngách 18/6, 18/8".
_ADDRESS = re.compile(
    rf"{_LANE}(?:\s+số)?\s*:?\s*(?P<read>(?P<first>\d+)[A-Za-z]?(?:\s?/\s?\d+[A-Za-z]?)+"
    r"(?:\s*(?:và|hoặc)\s*\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+|\s*,\s*(?P=first)(?:/\d+[A-Za-z]?)+)*)"
    r"(?![\w/])",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?:số|nhà)\s+(?P<read>\d+[A-Z]?(?:/\d+[A-Z]?)+)(?=,?\s+(?:đường|phố|ngõ|ngách|hẻm))",
    re.IGNORECASE,
)
_PART = re.compile(r"(\d+)([A-Za-z]?)|\s?/\s?")
_BEFORE_A_HOUSE = re.compile(r"(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số|lớp)\s*$", re.IGNORECASE)
_SCHOOLS = (
    r"(?:mầm non|mẫu giáo|tiểu học|trung học(?: cơ sở| phổ thông)?|phổ thông|liên cấp|th|thcs|thpt"
    r"|mn|ptdtbt|ptdtnt|bán trú|nội trú|dân tộc|&|và)"
)
_EARLIER = r"(?:\d{1,2}[/-]\d{1,2}\s*(?:,|và|hoặc|[-–])\s*)*"
_ANY_DAY = re.compile(
    r"(?:(?<!con )đường|phố|quảng trường|đại lộ|công viên|cầu|sân vận động|hợp tác xã|nhà máy"
    rf"|(?:(?<!thị )(?<!môi )(?<!hội )trường|thcs|thpt|ptdtbt|ptdtnt)(?:[\s&]+{_SCHOOLS})*)\s+$",
    re.IGNORECASE,
)
_GREAT_DAY = re.compile(
    r"(?:(?<!con )đường|phố|quảng trường|ngã ba|ngã tư|ngã năm|chợ|bệnh viện|nhà văn hóa"
    r"|nhà văn hoá|nhà thi đấu|xóm|thôn|bản|làng|khu|khu tập thể|nông trường"
    r"|lâm trường|rạp|bến xe|sân bóng"
    rf"|trường)\s+{_EARLIER}$",
    re.IGNORECASE,
)
_GREAT_DAYS = {
    (3, 2), (27, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (19, 5), (1, 6), (27, 7), (19, 8),
    (2, 9), (10, 10), (20, 10), (20, 11), (22, 12),
}  # fmt: skip


def read_houses(draft: Draft, style: Style) -> None:
    """R24: "ngõ 12/5" is an address, whatever the numbers are."""

    def part(match: re.Match[str]) -> str:
        if match[0].strip() == "/":
            return f" {style.house_slash} "
        letter = f" {numbers.letter(match[2])}" if match[2] else ""
        return numbers.number(int(match[1]), style) + letter

    def house(match: re.Match[str]) -> Say:
        return Say(_PART.sub(part, match["read"]))

    draft.read("R24", _ADDRESS, house)
    draft.read("R24", _STREET, house)


def is_house(lead: str) -> bool:
    """Whether what stands before ``a/b`` makes it an address: ngõ, ngách, số nhà…"""
    return bool(_BEFORE_A_HOUSE.search(lead))


def is_great_day(day: int, month: int) -> bool:
    """Whether the day is kept every year, as 30/4 is."""
    return (day, month) in _GREAT_DAYS


def is_named_after_a_day(lead: str, day: int, month: int) -> bool:
    """R11: whether ``lead`` ends with what is named after the day: a street, a school, a market."""
    return bool(_ANY_DAY.search(lead) or (is_great_day(day, month) and _GREAT_DAY.search(lead)))
