"""Days of the week (R13)."""

import re

from media.reading import numbers
from media.reading.abbreviations import Dictionary
from media.reading.draft import MARK, Draft, Kind, Say, after, before

_JOINT = r"\s*(?:,|và|[-–—]|đến)\s*"
_LEAD = r"(?:\b(?P<lead>[Tt]hứ|THỨ)\s+|(?<![\w./-])T)"
_END = r"(?![\w/]|[.,]\d)"
_SEVERAL = re.compile(rf"{_LEAD}(?P<days>[2-7](?:{_JOINT}(?:T|[Tt]hứ\s+)?[2-7](?!\w))+){_END}")
_LONG = re.compile(rf"\b(?P<lead>[Tt]hứ|THỨ)\s+(?P<days>[1-9]\d?){_END}")
_SHORT = re.compile(r"(?<![\w./-])T(?P<days>[2-7])(?![\w/]|\s*[-–—]\s*T?\d{1,2}\s?/\s?\d{4})")
_PIECES = re.compile(r"\d+|,|và|đến|[-–—]|T|[Tt]hứ")
_SUNDAY = re.compile(rf"(?<![\w&])(?:(?<!-)|(?<={MARK}-))CN(?![\w&]|-\w)")
_BEFORE_SUNDAY = re.compile(
    rf"(?:sáng|trưa|chiều|tối|đêm|ngày|vào|mỗi|các|trừ|cả|nghỉ|từ|đến|hết|{MARK}|\bthứ \w+)"
    r"\s*(?:,|và|hoặc|đến|[-–—])?\s*$",
    re.IGNORECASE,
)
_AFTER_SUNDAY = re.compile(
    rf"\s*(?:tuần|hằng|hàng|này|sau|tới|đầu|cuối|[,(-]?\s*(?:ngày\s*)?(?:\d|{MARK}))", re.IGNORECASE
)


def read_weekdays(draft: Draft, dictionary: Dictionary) -> None:
    """Put "thứ 4", "T2-T6" and "thứ 3, 5" into words."""

    def several(match: re.Match[str]) -> Say | None:
        return None if dictionary.counts(after(match)) else _weekdays(match)

    draft.read("R13", _SEVERAL, several)
    draft.read("R13", _LONG, _weekdays)
    draft.read("R13", _SHORT, _weekdays)


def read_sundays(draft: Draft) -> None:
    """Put "CN" into words where a day is spoken of."""

    def sunday(match: re.Match[str]) -> Say | None:
        is_day = _BEFORE_SUNDAY.search(before(match)) or _AFTER_SUNDAY.match(after(match))
        return Say("chủ nhật", Kind.WEEKDAY) if is_day else None

    draft.read("R13", _SUNDAY, sunday)


def _weekdays(match: re.Match[str]) -> Say:
    lead = match.groupdict().get("lead") or "thứ"
    words = [lead.lower() if lead.isupper() else lead]
    for part in _PIECES.findall(match["days"]):
        if part.isdigit():
            words.append(numbers.ordinal(int(part)))
        elif part in "-–—" or part == "đến":
            words += ["đến", "thứ"]
        elif part == "T" or part.lower() == "thứ":
            words += [] if words[-1] == "thứ" else ["thứ"]
        else:
            words.append(part)
    return Say(" ".join(words).replace(" ,", ","), Kind.WEEKDAY)
