"""A dash between two things of one kind that were read is "đến" (R9, R12, R14, R21)."""

import re

from media.reading.draft import MARK, Draft, Kind, Say

_DASH = r"\s*(?P<read>[-–—])\s*"
_BETWEEN = re.compile(rf"(?P<left>{MARK}){_DASH}(?P<right>{MARK})")
_NOUN = r"(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+)?)"
_COUNTED = re.compile(rf"(?P<left>{MARK})\s{_NOUN}{_DASH}(?P<right>{MARK})\s(?P=noun)(?!\w)", re.I)
_NAMED = re.compile(rf"(?<!\w){_NOUN}\s?(?P<left>{MARK}){_DASH}(?P=noun)\s?(?P<right>{MARK})", re.I)
# "thứ 2, ngày 3/8 - thứ 6, ngày 7/8"
_DAY_OF_WEEK = rf"\s*,?\s*\(?(?:ngày\s)?{MARK}\)?"
_DAYS = re.compile(rf"(?P<left>{MARK}){_DAY_OF_WEEK}{_DASH}(?P<right>{MARK})(?={_DAY_OF_WEEK})")
_KINDS = {Kind.NUMBER, Kind.QUANTITY, Kind.TIME, Kind.DATE, Kind.WEEKDAY, Kind.PLACE}
_NUMBERS = {Kind.NUMBER, Kind.QUANTITY}


def read_ranges(draft: Draft) -> None:
    """Say "đến" in "85% - 90%", "15 tuổi - 18 tuổi" and "tổ 1 - tổ 5"; other dashes are pauses."""
    if not re.search("[-–—]", draft.text):
        return

    def between(match: re.Match[str]) -> Say | None:
        left, right = draft.say_of(match["left"]).kind, draft.say_of(match["right"]).kind
        is_alike = left is right or {left, right} == _NUMBERS
        return Say("đến") if is_alike and left in _KINDS else None

    for pattern in (_BETWEEN, _COUNTED, _NAMED, _DAYS):
        draft.read("R21", pattern, between)
