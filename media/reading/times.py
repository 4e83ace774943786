"""Times of day and fixed forms such as 24/7 (R14, R15)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say, before
from media.reading.results import Style

_HOUR = r"(?:[01]?\d|2[0-4])"
_WRITTEN = re.compile(
    rf"(?<![\w.,/:-])(?P<hour>{_HOUR})\s?(?:[hHg]|giờ)\s?(?P<minute>[0-5]\d)(?:\s?(?:phút|ph|p|['’\u2032]))?"
    r"(?![\w]|\s?/|[.,]\d)"
)
_RANGED = re.compile(
    rf"(?<![\w.,/:])(?<!\d-)(?P<hour>{_HOUR})\s?[hHg]\s?(?P<minute>[0-5]\d)?['’\u2032]?(?![\w.]*\d)(?!\w)"
)
_CLOCK = re.compile(rf"(?<![\w.,/:])(?P<hour>{_HOUR}):(?P<minute>[0-5]\d)(?![\w:]|[.,/]\d)")
_SMALL = re.compile(r"(?<![\w.,/:])(?P<number>\d{1,3})\s?['’\u2032](?!\w)")
_MINUTES_AND_SECONDS = re.compile(
    r"(?<![\w.,/:])(?P<minutes>\d{1,2})\s?['’\u2032](?P<seconds>\d{1,2})(?:['’\u2032\u2033]{0,2})(?!\w)"
)
_MINUTES = re.compile(r"(?<=\d)\s?(?:ph|min)(?!\w)")
_HOURS = re.compile(r"(?<=\d)\s?[hH](?!\w)")
_ROUND = re.compile(r"(?<![\w.,/])24\s?[hH]?\s?/\s?24(?P<unit>\s?[hH](?!\w))?(?![\w/])")
_ALWAYS = re.compile(r"(?<![\w.,/])24\s?(?P<hours>[hH]|giờ)?\s?/\s?7(?P<days>\s+ngày)?(?![\w/])")
_IN_A_DATE = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|từ|đến|hết|trước|sau|vào|lễ|thứ \w+,?|chủ nhật,?"
    r"|\d\s*[-–—,]|\d\s+và)\s*\(?$",
    re.IGNORECASE,
)
_IN_A_RANGE = re.compile(r"\s*(?:[-–—]|đến)\s*(?:ngày\s+)?\d{1,2}/\d")
_AT = re.compile(r"(?:lúc|từ|đến|vào|hồi|trước|sau|khoảng|[-–—])\s*$", re.IGNORECASE)


def read_fixed(draft: Draft) -> None:
    """R15: round the clock, every day."""

    def always(match: re.Match[str]) -> Say | None:
        lead = before(match)
        rest = match.string[match.end() :]
        if not match["hours"] and (_IN_A_DATE.search(lead) or _IN_A_RANGE.match(rest)):
            return None
        hours = " giờ" if match["hours"] else ""
        return Say(f"hai mươi tư{hours} trên bảy{' ngày' if match['days'] else ''}")

    def round_the_clock(match: re.Match[str]) -> Say:
        return Say("hai mươi tư trên hai mươi tư" + (" giờ" if match["unit"] else ""))

    draft.read("R15", _ROUND, round_the_clock)
    draft.read("R15", _ALWAYS, always)


def read_times(draft: Draft, style: Style) -> None:
    """R14: "17h30", "8g10", "19:45", "8 giờ 10", "5'"."""

    def time(match: re.Match[str]) -> Say | None:
        is_gram = re.fullmatch(r"\d+\s?g", match[0]) and not _AT.search(before(match))
        if is_gram:
            return None
        minute = int(match["minute"] or 0)
        words = f"{numbers.number(int(match['hour']), style)} giờ"
        words += f" {numbers.number(minute, style)} phút" if minute else ""
        return Say(words, Kind.TIME)

    draft.read("R14", _WRITTEN, time)
    draft.read("R14", _RANGED, time)
    draft.read("R14", _CLOCK, time)
    draft.read("R14", _MINUTES_AND_SECONDS, lambda match: Say(_length(match, style)))
    draft.read(
        "R14",
        _SMALL,
        lambda match: Say(f"{numbers.number(int(match['number']), style)} phút", Kind.QUANTITY),
    )
    draft.rewrite(_MINUTES, " phút")
    draft.rewrite(_HOURS, " giờ")


def _length(match: re.Match[str], style: Style) -> str:
    minutes, rest = (numbers.number(int(part), style) for part in match.group(1, 2))
    return f"{minutes} phút {rest} giây"
