"""Short numbers that are called, digit by digit (R17)."""

import re

from media.reading.abbreviations import Dictionary
from media.reading.draft import MARK, Draft, Kind, Say, after, before
from media.reading.phones import said

_FREE = r"(?<![\w/-])(?<!\d[.,:])(?<!\d )"
_EMERGENCY = re.compile(
    rf"{_FREE}11[1-5](?!\w|%|[.,:]\d|\s?/\s?[^{MARK[1:-1]}]|\s?[-–]\s?\d{{2,3}}\s)"
)
# "113/114", "111 - 113 - 115": several numbers to call
_EMERGENCIES = re.compile(rf"{_FREE}11[1-5](?:\s?[-–/]\s?11[1-5])+(?![\w/%-]|[.,:]\d)")
_CALL = re.compile(
    r"(?:(?<!kêu )(?<!mời )\bgọi(?: ngay)?(?: tới| đến| cho)?|\bbấm|\bquay|\bnối máy|tổng đài"
    r"|đường dây nóng|hotline|\bsố máy|(?<!trong )(?<!tổng )(?<!một )\bsố)(?:\s+số)?\s*:?\s*$",
    re.IGNORECASE,
)
_CALLED_UP = re.compile(r"[^.;]*\b(?:nhập ngũ|lên đường|khám tuyển|khám sức khỏe)\b")
_CALL_NEAR = re.compile(r"\b(?:gọi|bấm|số|máy|tổng đài|đường dây|hotline|lưu)\b[^.;]*$", re.I)
_LIST_TAIL = re.compile(r"(?:\s*(?:,|và)\s*\d{1,4})+(?![\w/.,]\d)")
_TAKES_A_COUNT = re.compile(
    r"(?:có|gồm|với|hơn|gần|khoảng|được|thêm|đủ|đạt|tổ chức|mở|là|cho|và|,|[:(])\s*$", re.IGNORECASE
)
_ALSO_VERBS = re.compile(r"\s+(?:hoạt động|báo cáo|hội|ban|cờ|biển|nhà|máy)(?!\w)", re.IGNORECASE)
_LEGAL = re.compile(r"(?:điều|khoản|trang|phòng|quốc lộ|nghìn|triệu|tỷ)\s*$", re.IGNORECASE)
_OF = (
    r"(?:\s+(?:số|điện thoại|quốc gia|miễn phí|tư vấn|hỗ trợ|trực|trực ban|tỉnh|phường|xã|thành phố"
    r"|công an|y tế))*"
)
_CUE = r"tổng đài|đường dây nóng|hotline|số máy(?: lẻ| nội bộ)?|đầu số|số điện thoại|ĐT(?=\s*:)"
_END = r"(?![\w%]|\s?/\s?(?:[^\W\d]|\d{1,2}(?!\d))|[.,]\d)"
_CUED = re.compile(
    rf"(?<!\w)(?:{_CUE})(?:{_OF}(?:\s*:\s*|\s+)|(?P<far>(?:\s+[^\W\d]+){{1,6}})\s*:\s*)"
    rf"(?P<read>\d{{2,9}}(?:(?:[.\s-]|\s-\s)\d{{2,4}}){{0,3}}){_END}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:(?<!kêu )(?<!mời )\bgọi|\bbấm)(?:\s+(?:ngay|số|đến|tới))*"
    rf"\s+(?P<read>(?!11[1-5]\b)[1-9]\d{{2,4}}){_END}",
    re.IGNORECASE,
)
_SENT = re.compile(
    rf"\b(?:gửi|nhắn|nhắn tin)(?:\s+(?:đến|tới|số))*\s+(?P<read>[1-9]\d{{3}}){_END}", re.IGNORECASE
)
_ALSO = re.compile(rf"(?P<mark>{MARK})\s*(?:,|và|hoặc|hay|/|-|–)\s*(?P<read>\d{{3,8}}){_END}")
_MOST_TOGETHER = 4


def read_hotlines(draft: Draft, dictionary: Dictionary) -> None:
    """R17: 111–115, and what stands after "tổng đài", "gọi" and the like."""

    def cued(match: re.Match[str]) -> Say | None:
        is_far = match.groupdict().get("far", "") is not None
        return None if is_far and dictionary.counts(after(match)) else said(match["read"])

    def also(match: re.Match[str]) -> Say | None:
        is_phone = draft.say_of(match["mark"]).kind is Kind.PHONE
        return said(match["read"]) if is_phone and not dictionary.counts(after(match)) else None

    for pattern in (_CUED, _CALLED, _SENT):
        draft.read("R17", pattern, cued)
    draft.read("R17", _EMERGENCIES, lambda match: _emergencies(match, dictionary))
    draft.read("R17", _EMERGENCY, lambda match: _emergency(match, dictionary))
    for _ in range(_MOST_TOGETHER):  # each follows the mark that the one before became
        draft.read("R17", _ALSO, also)


def _emergencies(match: re.Match[str], dictionary: Dictionary) -> Say | None:
    if _is_call(match, dictionary):
        return said(match[0])
    is_range = match[0].count("-") + match[0].count("–") == 1
    return None if is_range or dictionary.counts(after(match)) else said(match[0])


def _emergency(match: re.Match[str], dictionary: Dictionary) -> Say | None:
    lead, rest = before(match), after(match)
    if _LEGAL.search(lead):
        return None
    if _is_call(match, dictionary):
        return said(match[0])
    if dictionary.counts(rest):
        is_verb = _ALSO_VERBS.match(rest) and not _TAKES_A_COUNT.search(lead)
        return said(match[0]) if is_verb else None
    tail = _LIST_TAIL.match(rest)  # "111 em, 114, 124 em"
    is_listed = tail and dictionary.counts(rest[tail.end() :]) and not _CALL_NEAR.search(lead)
    return None if is_listed else said(match[0])


def _is_call(match: re.Match[str], dictionary: Dictionary) -> bool:
    """Whether the number is called: "gọi 113 xe đến ngay", but not "gọi 113 em nhập ngũ"."""
    rest = after(match)
    is_called_up = _CALLED_UP.match(rest) and dictionary.counts(rest)
    return bool(_CALL.search(before(match)) and not is_called_up)
