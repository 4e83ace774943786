"""What a slash means between two numbers or two words (R24, R26)."""

import re

from media.reading import counted, numbers
from media.reading.draft import Draft, Say, after, before
from media.reading.results import Style

_ADDRESS = re.compile(
    r"(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số)\s+"
    r"(?P<read>\d+[A-Za-z]?(?:\s?/\s?\d+[A-Za-z]?)+)(?![\w/])",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?:số|nhà)\s+(?P<read>\d+[A-Z]?(?:/\d+[A-Z]?)+)(?=,?\s+(?:đường|phố|ngõ|ngách|hẻm))",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?<![\w/.,])(?P<over>\d+(?:[.,]\d+)*)\s?/\s?(?P<under>\d+(?:[.,]\d{3})*)(?![\w/]|[.,]\d)"
)
_HOUSE = re.compile(r"(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số|lớp)\s*$", re.IGNORECASE)
_MARK = re.compile(r"(?<!cao )(?<!thời )điểm\s*$", re.IGNORECASE)
_SHARE = re.compile(r"(?:tỷ lệ|tỉ lệ|chiếm|quá)\s*$", re.IGNORECASE)
_WHOLE = re.compile(
    r"\s+(?:dân số|số|tổng|diện tích|thời gian|thời lượng|kinh phí|quân số|chặng đường|quãng đường"
    r"|nhân khẩu)(?!\w)",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\bvà\s?/\s?hoặc\b", re.IGNORECASE)
_AMPERSAND = re.compile(r"\s&\s")
_SLASH = re.compile(
    r"(?<=[^\W\d])\s?(?P<read>/)\s?(?=[^\W\d])|(?<=[\U000f0000-\U000ffffd])\s?/\s?"
    r"(?=[^\W\d]|[\U000f0000-\U000ffffd])"
)


def read_houses(draft: Draft, style: Style) -> None:
    """R24: "ngõ 12/5" is an address, whatever the numbers are."""

    def house(match: re.Match[str]) -> Say:
        parts = re.split(r"\s?/\s?", match["read"])
        return Say(f" {style.house_slash} ".join(_house_number(part, style) for part in parts))

    draft.read("R24", _ADDRESS, house)
    draft.read("R24", _STREET, house)


def read_fractions(draft: Draft, style: Style) -> None:
    """R24: a part of a whole, so many of so many; dates were read before."""

    def fraction(match: re.Match[str]) -> Say:
        over = numbers.written_number(match["over"], style)
        under = numbers.written_number(match["under"], style)
        lead, rest = before(match), after(match)
        if is_share(lead, rest):
            return Say(f"{over} phần {'tư' if match['under'] == '4' else under}")
        is_clear = counted.starts_with_counted(rest) or is_house(lead)
        return Say(f"{over} trên {under}", is_uncertain=not (is_clear or len(match[0]) > 4))

    draft.read("R24", _FRACTION, fraction)


def read_slashes(draft: Draft) -> None:
    """R26: between words a slash is "hoặc"."""
    draft.rewrite(_AND_OR, "và hoặc")
    draft.rewrite(_AMPERSAND, " và ")
    draft.read("R26", _SLASH, lambda match: Say("hoặc"))


def is_house(lead: str) -> bool:
    """Whether what stands before ``a/b`` makes it an address: ngõ, ngách, số nhà…"""
    return bool(_HOUSE.search(lead))


def is_share(lead: str, rest: str) -> bool:
    """Whether ``a/b`` is a part of a whole: "2/3 số hộ"."""
    return bool(_WHOLE.match(rest) or _SHARE.search(lead))


def is_day_of_month(day: int, month: int, *, lead: str, rest: str) -> bool:
    """Whether ``day/month`` with no sure date word before it is nevertheless a date."""
    if is_house(lead) or is_share(lead, rest):
        return False
    is_mark = _MARK.search(lead) is not None
    return not (day <= month and (is_mark or counted.starts_with_noun(rest)))


def _house_number(part: str, style: Style) -> str:
    digits, name = part.rstrip("ABCDEĐGHabcdeđgh"), part.lstrip("0123456789")
    words = numbers.number(int(digits), style)
    return " ".join([words, *(numbers.letter(character) for character in name)])
