"""The six families of identifiers, in the order in which each takes its spans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cms.checks.findings import Level

_LETTER = "A-ZĐa-zđ"
_SITES = (
    r"(?:facebook\.com|fb\.com|fb\.me|fb|m\.me|messenger\.com|instagram\.com|tiktok\.com|"
    r"zalo\.me|t\.me|telegram\.me|x\.com|threads\.net|youtube\.com|youtu\.be)"
)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of identifiers: its rule, its pattern, what the officer is told."""

    rule: str
    pattern: re.Pattern[str]
    message: str


FAMILIES = (
    Family(
        "profile-url",
        re.compile(
            rf"(?<![\w.])(?:https?://)?(?:www\.|m\.)?{_SITES} ?/ ?@?[\w.\-?=/%]+", re.IGNORECASE
        ),
        "Liên kết tới trang cá nhân, nhóm. Chỉ dùng trang chính thức đã đăng ký.",
    ),
    Family(
        "email",
        re.compile(r"[\w.+\-]+ ?@ ?[\w\-]+(?: ?\. ?[\w\-]+)+", re.IGNORECASE),
        "Địa chỉ thư không thuộc danh bạ cơ quan.",
    ),
    Family(
        "bank-account",
        re.compile(
            r"\b(?:stk|số tk|tk|số tài khoản|tài khoản|chuyển khoản|ck)\b[^\d\n]{0,30}?"
            r"(\d(?:[ .\-]?\d){5,18})(?!\d)",
            re.IGNORECASE,
        ),
        "Có số tài khoản ngân hàng. Xoá.",
    ),
    Family(
        "personal-id",
        re.compile(
            r"(?<![\d/])(0\d\d[ .\-]?[0-3](?:[ .\-]?\d){8})(?![\d/])"
            r"|\b(?:cmnd|cmt|chứng minh(?: nhân dân| thư)?)\b[^\d\n]{0,20}"
            r"(\d(?:[ .\-]?\d){8})(?!\d)"
            r"|\bhộ chiếu\b[^\d\n]{0,20}?\b([A-Z] ?\d{7,8})(?!\d)",
            re.IGNORECASE,
        ),
        "Có số giấy tờ cá nhân. Xoá ngay, kể cả trong bản nháp.",
    ),
    Family(
        "plate",
        re.compile(
            rf"(?<![\w.])([1-9]\d[ \-]{{0,3}}(?:[{_LETTER}]{{1,2}}|[{_LETTER}]\d)[ .\-]{{1,3}}"
            r"(?:\d{3}[. ]?\d{2}|\d{4,5}))(?![\d/])"
            rf"|(?<![\w.])([1-9]\d[A-ZĐ]{{1,2}}\d{{4,5}})(?![\d/])"
        ),
        "Có biển số xe. Báo công an, không đăng.",
    ),
    Family(
        "phone-unregistered",
        re.compile(
            r"(?<![\d/])(?:\(?\+? ?84\)?[ .\-]*(?:\(0\)[ .\-]*)?|\(?0[ .\-]*)"
            r"(?:[35789]\)?(?:[ .\-()]{0,2}\d){8}|2\)?(?:[ .\-()]{0,2}\d){9})(?![\d/])"
        ),
        "Số {x} không phải đường dây nóng đã đăng ký. Xoá số này.",
    ),
)


def find(
    text: str, *, own_hosts: Sequence[str] = (), mailboxes: Sequence[str] = ()
) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message of every identifier in masked ``text``."""
    left = text
    for family in FAMILIES:
        for match in family.pattern.finditer(left):
            if _is_registered(family.rule, match.group(), own_hosts, mailboxes):
                continue
            group = next((i for i in range(1, (match.lastindex or 0) + 1) if match.group(i)), 0)
            start, end = match.span(group)
            message = family.message.replace("{x}", match.group(group).strip())
            yield family.rule, Level.BLOCK, start, end, message
            left = left[: match.start()] + "·" * len(match.group()) + left[match.end() :]


def _is_registered(
    rule: str, words: str, own_hosts: Sequence[str], mailboxes: Sequence[str]
) -> bool:
    """Whether the office itself has this address or page."""
    address = words.replace(" ", "").lower()
    if rule == "email":
        return address in {mailbox.lower() for mailbox in mailboxes}
    page = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", address).rstrip("/.")
    return rule == "profile-url" and page in {own.lower().rstrip("/") for own in own_hosts}
