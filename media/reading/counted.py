"""Nouns that are counted and nouns that a number names: what stands beside says what it is."""

import re
from functools import cache
from pathlib import Path

_UNIT = re.compile(
    r"\s?(?:%|°|km|cm|mm|m[23²³]?|ha|kg|g|l|ml|kw|w|đ|vnđ|vnd|usd)(?!\w)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<!mỗi )(?<!từng )(?<!một )(?<!hằng )(?<!hàng )(?<!\d )\b"
    r"(?:tổ|tổ dân phố|tdp|kdc|thôn|xóm|ấp|bản|khu|khối|phường|cụm|loa|lớp"
    r"|phòng|tầng|nhà|dãy|nhóm|đội|sân|vòng|đợt|giai đoạn|tuần|giải|bài|mục|phần|câu|số|bảng|trạm"
    r"|ca|kỳ|khóa|khoá|tập|lần|buổi|điều|khoản|chương|phụ lục|km|thứ|trang|quyển|kênh|phiên|hạng"
    r"|loại|cấp|mẫu|biểu|tuyến|bước|quý|tiết|chặng|lô|ô|bàn|cổng|ngõ|ngách)\s*$",
    re.IGNORECASE,
)


@cache
def _groups() -> dict[str, str]:
    """Return every noun of the file with its group."""
    groups: dict[str, str] = {}
    group = ""
    for line in Path(__file__).with_name("counted_nouns.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line and line[0] != "#":
            groups[line] = group
    return groups


def nouns() -> str:
    """Return the pattern of all counted nouns, the longest first."""
    return "|".join(map(re.escape, sorted(_groups(), key=len, reverse=True)))


@cache
def _at_start() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<noun>{nouns()})(?!\w)", re.IGNORECASE)


@cache
def _at_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<noun>{nouns()})\s*$", re.IGNORECASE)


def starts_with_counted(text: str) -> bool:
    """Whether ``text``, as it follows a number, begins with a counted noun or a unit."""
    return bool(_at_start().match(text) or _UNIT.match(text))


def group_at_start(text: str) -> str | None:
    """Return the group of the counted noun that ``text`` begins with, if it does."""
    return _group(_at_start().match(text))


def group_at_end(text: str) -> str | None:
    """Return the group of the counted noun that ``text`` ends with, if it does."""
    return _group(_at_end().search(text[-24:]))


def names_a_number(lead: str) -> bool:
    """Whether ``lead`` ends with a noun that the number after it names: "tổ 5", "vòng 2"."""
    return bool(_NAMED.search(lead[-24:]))


def _group(match: re.Match[str] | None) -> str | None:
    return _groups().get(match["noun"].lower()) if match else None
