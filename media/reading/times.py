"""Times of day and lengths of time (R14)."""

import re

from media.reading import counted, numbers
from media.reading.draft import Draft, Kind, Say, before
from media.reading.results import Style

_HOUR = r"(?:[01]?\d|2[0-4])"
_PRIME = "['’\u2032]"
_FREE = r"(?<!\w)(?<!\d[.,:/])"
_FREE_TIME = r"(?<!\w)(?<!\d[.,:])"  # "7h15/16h45"
_NO_NUMBER = r"(?!\w|\s?/\s?\d{1,2}(?![\dhH:])|\.\d|,\d(?!\d?[hH:]))"
_WRITTEN = re.compile(
    rf"{_FREE_TIME}(?P<hour>{_HOUR})(?:\s?(?:[hHg]|(?i:giờ))\s?(?P<minute>[0-5]\d|[0-5]?\d(?=\s?(?:phút|ph|p|{_PRIME})))"
    rf"|[hH](?P<few>\d))(?:\s?(?:phút|ph|p|{_PRIME}))?{_NO_NUMBER}"
)
_HOURS_ONLY = re.compile(
    rf"{_FREE}(?P<hour>{_HOUR})\s?(?:[hHg]|(?i:giờ)){_PRIME}?(?!\w)(?!\s?/\s?24)"
)
_CLOCK = re.compile(rf"{_FREE_TIME}(?P<hour>{_HOUR}):(?P<minute>[0-5]\d)(?!\w|:\d|[.,/]\d)")
# The first number of "10 - 12h" is an hour too.
_BARE = re.compile(
    rf"{_FREE}(?P<read>{_HOUR})(?=\s*[-–—]\s*{_HOUR}\s?(?:[hH](?![a-zà-ỹ])|giờ|:[0-5]\d(?![\d:])))"
)
_MINUTES_AND_SECONDS = re.compile(
    rf"{_FREE}(?P<minutes>\d{{1,2}})\s?{_PRIME}(?P<seconds>\d{{1,2}})(?:{_PRIME}{{1,2}}|\u2033)?(?!\w)"
)
_SECONDS = re.compile(rf"{_FREE}(?P<number>\d{{1,3}})\s?(?:{_PRIME}{{2}}|\u2033|s)(?!\w)")
_SMALL = re.compile(rf"{_FREE}(?P<number>\d{{1,3}})\s?{_PRIME}(?!\w)")
_MINUTES = re.compile(r"(?<=\d)\s?(?:ph|min)(?!\w)")
_HOURS = re.compile(r"(?<=\d)\s?[hH](?!\w)")
_AT = re.compile(r"(?:lúc|từ|đến|vào|hồi|trước|sau|khoảng|[-–—])\s*$", re.IGNORECASE)


def read_times(draft: Draft, style: Style) -> None:
    """R14: "17h30", "8g10", "19:45", "8 giờ 10", "10 - 12h", "5'"."""

    def time(match: re.Match[str]) -> Say | None:
        found = match.groupdict()
        is_gram = match[0].endswith("g") and not _AT.search(before(match))
        if is_gram:
            return None
        minute = int(found.get("minute") or found.get("few") or 0)
        words = f"{numbers.number(int(match['hour']), style)} giờ"
        words += f" {numbers.number(minute, style)} phút" if minute else ""
        return Say(words, Kind.TIME)

    def bare(match: re.Match[str]) -> Say | None:
        is_name = counted.names_a_number(before(match))
        return None if is_name else Say(numbers.number(int(match["read"]), style), Kind.TIME)

    draft.read("R14", _BARE, bare)
    for pattern in (_WRITTEN, _CLOCK, _HOURS_ONLY):
        draft.read("R14", pattern, time)


def read_lengths(draft: Draft, style: Style) -> None:
    """R14: "5'", "45''", "2'30''", "48h"."""

    def length(match: re.Match[str]) -> Say:
        minutes, seconds = (numbers.number(int(part), style) for part in match.group(1, 2))
        return Say(f"{minutes} phút {seconds} giây")

    def of(unit: str, match: re.Match[str]) -> Say:
        return Say(f"{numbers.number(int(match['number']), style)} {unit}", Kind.QUANTITY)

    draft.read("R14", _MINUTES_AND_SECONDS, length)
    draft.read("R14", _SECONDS, lambda match: of("giây", match))
    draft.read("R14", _SMALL, lambda match: of("phút", match))
    draft.rewrite(_MINUTES, " phút")
    draft.rewrite(_HOURS, " giờ")
