"""Telephone numbers, digit by digit (R16, R17)."""

import re

from media.reading import counted, numbers
from media.reading.draft import Draft, Kind, Say, after, before

_GAP = r"[\s.\-()]{0,2}"
_LANDLINE = re.compile(rf"(?<![\w.,/-])\(?0(?:{_GAP}\d){{9,10}}(?![\w/]|[.,]\d)")
_INTERNATIONAL = re.compile(rf"(?<![\w])\(?\+\s?84\)?(?:{_GAP}\d){{8,10}}(?!\w)")
_SERVICE = re.compile(r"(?<![\w.,/-])1[89]00(?:[\s.\-]?\d){4,6}(?![\w/]|[.,]\d)")
_YEARS = re.compile(r"(?:năm|giai đoạn|từ|thời kỳ|khóa|khoá)\s*$", re.IGNORECASE)
_EMERGENCY = re.compile(r"(?<![\w.,:/-])(?<!\d )11[1-5](?![\w/%]|[.,:]\d|\s?[-–]\s?\d{2,3}\s)")
_LEGAL = re.compile(r"(?:điều|khoản|trang|phòng|quốc lộ|nghìn|triệu|tỷ)\s*$", re.IGNORECASE)
_CUE = r"tổng đài|đường dây nóng|hotline|số máy(?: lẻ| nội bộ)?|đầu số|số điện thoại|ĐT(?=\s*:)"
_CUED = re.compile(
    rf"(?<!\w)(?:{_CUE})(?:\s+(?:số|điện thoại|quốc gia|miễn phí))*\s*:?\s+"
    r"(?P<read>\d{2,9}(?:(?:[.\s-]|\s-\s)\d{2,4}){0,3})(?![\w/%]|[.,]\d)",
    re.IGNORECASE,
)
_CUED_ALSO = re.compile(
    r"(?P<mark>[\U000f0000-\U000ffffd])\s*(?:,|và|hoặc|hay)\s+(?P<read>\d{3,8})(?![\w/%.])"
)


def read_phones(draft: Draft) -> None:
    """Put every telephone number into words, the groups as they are written, with pauses."""
    draft.read("R16", _INTERNATIONAL, lambda match: _say("cộng ", match[0]))
    draft.read("R16", _LANDLINE, lambda match: _say("", match[0]))
    draft.read("R16", _SERVICE, _service)
    draft.read("R17", _CUED, lambda match: _say("", match["read"]))
    draft.read("R17", _EMERGENCY, _emergency)
    draft.read("R17", _CUED_ALSO, lambda match: _also(match, draft))


def _say(lead: str, written: str) -> Say:
    return Say(lead + grouped(written), Kind.PHONE)


def grouped(written: str) -> str:
    """Return the digits of ``written`` in its own groups; a long run is parted by four."""
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and len(groups[0]) > 4:
        digits = groups[0]
        groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return ", ".join(numbers.spell_digits(group) for group in groups)


def _service(match: re.Match[str]) -> Say | None:
    is_years = re.fullmatch(r"1[89]\d\d[\s.-]?[12]\d{3}", match[0]) and _YEARS.search(before(match))
    return None if is_years else _say("", match[0])


def _emergency(match: re.Match[str]) -> Say | None:
    if counted.starts_with_counted(after(match)) or _LEGAL.search(before(match)):
        return None
    return Say(numbers.spell_digits(match[0]), Kind.PHONE)


def _also(match: re.Match[str], draft: Draft) -> Say | None:
    is_phone = draft.say_of(match["mark"]).kind is Kind.PHONE
    return (
        Say(grouped(match["read"]), Kind.PHONE)
        if is_phone and not (counted.starts_with_counted(after(match)))
        else None
    )
