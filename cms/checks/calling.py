"""Hotlines: 111 must be there, and no number that the registry does not know today."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from cms.checks.disguises import WORD, digits_of_words
from cms.checks.findings import Channel, HotlineNumber, Level

MISSING = "Thiếu số 111. Thêm khối Đường dây nóng."
UNKNOWN = "Số {x} không có trong danh bạ đường dây nóng hoặc đã hết hiệu lực."
_SERVICE = re.compile(r"(?<!\d)(1[89]00(?:[ .\-]?\d){2,6})(?!\d)")
_CUE = (
    r"\b(?:tổng đài|đường dây nóng|hotline|số máy|gọi(?: ngay| đến| tới| điện)?(?: số)?|bấm)"
    r"(?: (?:số|là|mới|của tỉnh|của phường|của xã|quốc gia|miễn phí|công an|trẻ em)){0,3}"
)
_COUNTED = (
    r"giờ|phút|ngày|lần|người|hộ|đồng|tổ|em|đại biểu|cháu|bà con|cuộc|lượt|học sinh|thanh niên|trẻ"
    r"|công dân|chủ|gia đình|nạn nhân|k|nghìn|ngàn|triệu|đoàn|tờ|bản|khách|nhà|xe|chị|anh|bạn"
    r"|phụ nữ|cán bộ|thành viên|phụ huynh|tin"
)
_SHORT = re.compile(
    rf"{_CUE}[ :]+(\d{{3,5}})(?![\d/%:h]|[ .\-,]?\d| ?(?:{_COUNTED})\b)", re.IGNORECASE
)
# Said digit by digit: only after a word that announces a number, for "gọi hai ba người" is none.
_SAID_SHORT = re.compile(
    rf"\b(?:tổng đài|đường dây nóng|hotline|số máy|gọi(?: \w+)? số|bấm số)(?: số)?[ :]+"
    rf"((?:{WORD})(?: (?:{WORD})){{2,4}})(?![ \-]?(?:{WORD}|mươi|trăm|{_COUNTED})\b)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\bmột(?:[ ,]+| ?[.\-] ?)một(?:[ ,]+| ?[.\-] ?)một\b", re.IGNORECASE)
_WRITTEN = re.compile(r"(?<![\d/.])1[ .]?1[ .]?1(?![\d/]|\.\d)")
NATIONAL = "111"


def has_111(text: str, *, channel: Channel, hotlines: Sequence[HotlineNumber], today: date) -> bool:
    """Whether the whole text tells its readers to call 111, as often as its channel asks."""
    if not any(h.number == NATIONAL and h.is_valid_on(today) for h in hotlines):
        return False
    text = unicodedata.normalize("NFC", text)
    if channel is Channel.SCRIPT:
        return len(_SAID.findall(text)) >= 2
    return bool(_WRITTEN.search(text) or _SAID.search(text))


def unknown(
    text: str, *, hotlines: Sequence[HotlineNumber], today: date
) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message of every service number not valid today."""
    valid = {h.number for h in hotlines if h.is_valid_on(today)}
    taken: set[int] = set()
    for pattern in (_SERVICE, _SHORT, _SAID_SHORT):
        for match in pattern.finditer(text):
            number = re.sub(r"\D", "", digits_of_words(match.group(1)))
            if number not in valid and match.start(1) not in taken:
                taken.add(match.start(1))
                message = UNKNOWN.replace("{x}", match.group(1))
                yield "hotline-unknown", Level.BLOCK, *match.span(1), message
