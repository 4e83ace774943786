"""So much for each: "đồng/người/buổi" (R22)."""

import re
from functools import cache

from media.reading import counted, units
from media.reading.abbreviations import Dictionary
from media.reading.draft import MARK, Draft, Kind, Say, before
from media.reading.results import Style
from media.reading.syllables import UPPER

_MOST_SLASHES = 3
_AMOUNT = re.compile(
    rf"(?P<number>{MARK}|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy|chục|trăm|nghìn))"
    r"(?P<words>(?:\s+[^\W\d]+,?){0,5})\s*$",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"(?<!\w)(?:đồng|triệu|nghìn|tỷ|lần|lượt)\s*$", re.IGNORECASE)
_EITHER = {"people", "wards", "firms"}  # "xã/phường", "giáo viên/học sinh" are alternatives


@cache
def _per() -> re.Pattern[str]:
    measures = "|".join(sorted(units.DENOMINATORS, key=len, reverse=True))
    return re.compile(
        rf"(?P<read>\s?/\s?(?:(?P<noun>(?i:{counted.nouns()}))|(?P<measure>(?i:{measures}))"
        rf"|(?P<short>[{UPPER}]{{2,}})))(?!\w)"
    )


def read_rates(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    """R22: "đồng/người/buổi" → "đồng một người một buổi", where something is counted before."""

    def rate(match: re.Match[str]) -> Say | None:
        noun = (match["noun"] or dictionary.plain(match["short"] or "")).lower()
        group = counted.group_at_start(f" {noun}")
        lead = before(match)
        if match["measure"]:
            is_rate = _MEASURE.search(lead) or counted.group_at_end(lead) or _amount(lead, draft)
            return Say(f"một {units.spoken(match['measure'], style)}") if is_rate else None
        return Say(f"một {noun}") if group and _is_rate(lead, group, draft, dictionary) else None

    for _ in range(_MOST_SLASHES):  # a second slash follows what the first became
        if "/" in draft.text:
            draft.read("R22", _per(), rate)


def _is_rate(lead: str, group: str, draft: Draft, dictionary: Dictionary) -> bool:
    if _MEASURE.search(lead):
        return True
    amount = _amount(lead, draft)
    if amount is None or (group in _EITHER and counted.group_at_end(lead) == group):
        return False
    number = amount["number"]
    is_bare = number < "\U000f0000" or draft.say_of(number).kind is Kind.NUMBER
    if not is_bare and len(amount["words"].split()) < 2:  # "7%/năm", "20 kg gạo/người"
        return True
    if not amount["words"]:  # "tổ 5/phường" counts nothing
        return False
    return group == "spans" or dictionary.counts(amount["words"])


def _amount(lead: str, draft: Draft) -> re.Match[str] | None:
    found = _AMOUNT.search(lead)
    if found and found["number"] >= "\U000f0000":
        kind = draft.say_of(found["number"]).kind
        return None if kind in (Kind.PHONE, Kind.DOCUMENT) else found
    return found
