"""Why a slot cannot be had, in Vietnamese, with the numbers and the citation. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Every refusal and warning of the slot book."""

    PAST = "past"
    WEEKDAY = "weekday"
    OUTSIDE_WINDOW = "outside_window"
    QUIET_TIME = "quiet_time"
    QUIET_DAY = "quiet_day"
    SESSIONS_FULL = "sessions_full"
    MINUTES_FULL = "minutes_full"
    OVERLAP = "overlap"
    LOUDSPEAKER_OFF = "loudspeaker_off"
    NOT_APPROVED = "not_approved"
    NO_AUDIO = "no_audio"
    STALE_AUDIO = "stale_audio"
    HOTLINE_STALE = "hotline_stale"
    LEAD_TIME = "lead_time"
    NO_RULE = "no_rule"
    TOO_LONG = "too_long"
    HOLIDAY = "holiday"
    REPEAT_SOON = "repeat_soon"
    URGENT_TITLE = "urgent_title"


WARNINGS = frozenset(
    {
        Code.LEAD_TIME,
        Code.NO_RULE,
        Code.TOO_LONG,
        Code.HOLIDAY,
        Code.REPEAT_SOON,
        Code.URGENT_TITLE,
    }
)
# Two items cannot come out of one horn at once, whoever allows it.
NEVER_OVERRIDDEN = frozenset(
    {Code.NOT_APPROVED, Code.STALE_AUDIO, Code.HOTLINE_STALE, Code.PAST, Code.OVERLAP}
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: ``citation`` names the rule, or the register of ours that says so."""

    code: Code
    sentence: str
    citation: str

    @property
    def is_block(self) -> bool:
        """Whether it refuses, not only warns."""
        return self.code not in WARNINGS

    @property
    def may_be_overridden(self) -> bool:
        """Whether a named officer may set it aside with a reason and a citation."""
        return self.is_block and self.code not in NEVER_OVERRIDDEN


WEEKDAYS = ("", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def length(seconds: int) -> str:
    """Say a length: "1 phút 24 giây", "43 giây"."""
    minutes, rest = divmod(max(0, seconds), 60)
    words = [f"{minutes} phút"] if minutes else []
    return " ".join([*words, f"{rest} giây"] if rest or not minutes else words)


def weekdays_words(days: Iterable[int]) -> str:
    """Name weekdays: "thứ hai – thứ Sáu" for a run of three or more, else one by one."""
    ordered = sorted(days)
    is_run = len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1
    if is_run:
        return f"{WEEKDAYS[ordered[0]]} – {WEEKDAYS[ordered[-1]]}"
    return ", ".join(WEEKDAYS[day] for day in ordered)
