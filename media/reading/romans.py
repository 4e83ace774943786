"""Roman numerals (R13, R20)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say, after, before
from media.reading.results import Style
from media.reading.syllables import LOWER, UPPER

_CUE = (
    r"(?i:mục|phần|chương|phụ lục|quý|kỳ|khóa|khoá|thế kỷ|đại hội|đợt|giai đoạn|loại|hạng|cấp|vùng"
    r"|khu vực|tập|quyển|bậc|nhóm|bài|lần|kỳ họp)"
)
_NUMERAL = r"[IVX]{1,6}"
_ANY = re.compile(r"(?<!\w)[IVX]")
_ORDINAL = re.compile(rf"\b(?:[Tt]hứ|THỨ)\s+(?P<read>{_NUMERAL})(?!\w)")
_CUED = re.compile(
    rf"\b{_CUE}\s+(?P<read>{_NUMERAL}(?:\s*(?:,|(?i:và)|[-–—])\s*{_NUMERAL}(?!\w))*)(?!\w)"
)
_PARTED = re.compile(
    rf"\b{_CUE}\s+(?P<read>(?P<numeral>{_NUMERAL})(?:\.(?P<part>\d{{1,2}})|\s?/\s?(?P<year>(?:19|20)\d\d)))(?![\w.]\w)"
)
_PIECES = re.compile(r"(?i:và)|[IVX]+|,|[-–—]")
_ALONE = re.compile(rf"(?<![\w&/-])(?P<read>{_NUMERAL})(?![\w&/-]|\.\w)")
_CAPITALS_BEFORE = re.compile(rf"(?<!\w)[{UPPER}]{{2,}}\s+$")
_CAPITALS_AFTER = re.compile(rf"\s+[{UPPER}]{{2,}}(?!\w)")
_WORDS_IN_CAPITALS = {"I", "V", "X", "VI", "XI"}  # "VI PHẠM", "XI MĂNG", or an initial
_LISTED = re.compile(r"\s*(?:,|(?i:và)|[-–])\s*(?:I[IVX]|V?II)[IVX]*(?!\w)")  # "SÔNG CÔNG I VÀ II"
_PROPER = re.compile(rf"[{UPPER}][{LOWER}]+\s+$")
_PERSON = re.compile(
    rf"\b(?:[Aa]nh|[Cc]hị|[Ee]m|[ÔôOo]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]háu|[Nn]ạn nhân"
    rf"|[Đđ]ồng chí|[đĐ]/c)\s+(?:[{UPPER}][{LOWER}]+\s+){{0,3}}$|\b(?:Văn|Thị)\s+$"
)


def read_parted(draft: Draft, style: Style) -> None:
    """R20: "mục III.2", "lần II/2026": the figures are no numbers of their own."""

    def parted(match: re.Match[str]) -> Say | None:
        value = numbers.roman(match["numeral"])
        joint, part = ("chấm", match["part"]) if match["part"] else ("năm", match["year"])
        words = f"{joint} {numbers.number(int(part), style)}"
        return Say(f"{numbers.number(value, style)} {words}", Kind.NUMBER) if value else None

    draft.read("R20", _PARTED, parted)


def read_romans(draft: Draft, style: Style) -> None:
    """R20: Roman numerals where a word before them asks for one, or after a proper name."""

    if not _ANY.search(draft.text):
        return

    def ordinal(match: re.Match[str]) -> Say | None:
        value = numbers.roman(match["read"])
        return Say(numbers.ordinal(value, style), Kind.NUMBER) if value else None

    draft.read("R13", _ORDINAL, ordinal)
    draft.read("R20", _CUED, lambda match: _cued(match, style))
    draft.read("R20", _ALONE, lambda match: _alone(match, style))


def _cued(match: re.Match[str], style: Style) -> Say:
    words = []
    for part in _PIECES.findall(match["read"]):
        value = numbers.roman(part)
        words.append(numbers.number(value, style) if value else _joint(part))
    return Say(" ".join(words).replace(" ,", ","), Kind.NUMBER)


def _joint(part: str) -> str:
    return "đến" if part in "-–—" else part.lower() if part.isalpha() else part


def _alone(match: re.Match[str], style: Style) -> Say | None:
    value = numbers.roman(match["read"])
    if value is None:
        return None
    is_listed = _LISTED.match(after(match))
    if match["read"] in _WORDS_IN_CAPITALS and _is_in_capitals(match) and not is_listed:
        return None
    is_letter = len(match["read"]) == 1
    if is_letter and _PERSON.search(before(match)):
        return Say(numbers.letter(match["read"]))
    is_certain = is_listed or not is_letter or _PROPER.search(before(match))
    return Say(numbers.number(value, style), Kind.NUMBER, is_uncertain=not is_certain)


def _is_in_capitals(match: re.Match[str]) -> bool:
    """Whether the letters are a word of a heading, as in "PHẠM VI THỰC HIỆN"."""
    return bool(_CAPITALS_BEFORE.search(before(match)) or _CAPITALS_AFTER.match(after(match)))
