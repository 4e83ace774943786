"""Fixed forms: 24/24, 24/7 (R15)."""

import re

from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Say, after, before

_ROUND = re.compile(
    r"(?<![\w/])(?<!\d[.,])24\s?[hH]?\s?/\s?24(?P<unit>\s?[hH](?!\w))?"
    r"(?P<days>(?:\s?(?:,|và|-|–)\s?|\s)7\s?/\s?7)?(?![\w/]|,\d)"
)
_YEAR_ROUND = re.compile(r"(?<![\w/])24\s?/\s?7\s?/\s?365(?![\w/])")
_ALWAYS = re.compile(
    r"(?<![\w/])(?<!\d[.,])24\s?(?P<hours>[hH]|giờ)?\s?/\s?7(?P<days>\s+ngày)?(?![\w/])"
)
_IN_A_DATE = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|từ|đến|tới|hết|trước|sau|vào|lễ|tuần|lịch|thứ \w+,?"
    r"|chủ nhật,?|\d\s*[-–—,]|\d\s+và)\s*:?\s*\(?$",
    re.IGNORECASE,
)
_BEFORE_A_DATE = re.compile(
    r"\s*(?:[-–—,]|đến|và|hoặc)\s*(?:ngày\s+)?(?:[12]?\d|3[01])\s?/\s?(?:1[0-2]|[1-9])(?![\w/]|[.,]\d)"
)


def read_round_the_clock(draft: Draft, dictionary: Dictionary) -> None:
    """R15: by day and night, every day; not the 24th of July."""
    if "24" not in draft.text:
        return

    def round_the_clock(match: re.Match[str]) -> Say:
        hours = " giờ" if match["unit"] else ""
        days = ", bảy trên bảy" if match["days"] else ""
        return Say(f"hai mươi tư trên hai mươi tư{hours}{days}")

    def always(match: re.Match[str]) -> Say | None:
        if not match["hours"] and _is_a_date(match, dictionary):
            return None
        hours = " giờ" if match["hours"] else ""
        return Say(f"hai mươi tư{hours} trên bảy{' ngày' if match['days'] else ''}")

    draft.read("R15", _ROUND, round_the_clock)
    draft.read(
        "R15", _YEAR_ROUND, lambda match: Say("hai mươi tư trên bảy trên ba trăm sáu mươi lăm")
    )
    draft.read("R15", _ALWAYS, always)


def _is_a_date(match: re.Match[str], dictionary: Dictionary) -> bool:
    rest = after(match)
    following = _BEFORE_A_DATE.match(rest)
    is_followed = following and not dictionary.counts(rest[following.end() :])
    return bool(_IN_A_DATE.search(before(match)) or is_followed)
