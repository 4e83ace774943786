"""What ``a/b`` is: a house, a part of a whole, so many of so many, or a day (R24)."""

import re
from enum import Enum, auto

from media.reading import addresses, numbers
from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Kind, Say, after, before
from media.reading.results import Style
from media.reading.syllables import LOWER

_FRACTION = re.compile(
    r"(?<![\w/])(?<!\d[.,])(?P<over>\d+(?:[.,]\d+)*)\s?/\s?(?P<under>\d+(?:[.,]\d{3})*)(?![\w/]|[.,]\d)"
)
_DAY = re.compile(
    r"(?:ngày|mùng|mồng|hôm|dịp|lễ|kỷ niệm|sáng|trưa|chiều|tối|đêm)\s*:?\s*\(?$", re.IGNORECASE
)
_MAYBE_DAY = re.compile(
    r"(?:trước|sau|hết|vào|lúc|từ|đến|nghỉ|thứ \w+,?|chủ nhật,?)\s*\(?$", re.IGNORECASE
)
_DAY_READ = re.compile(r"([\U000f0000-\U000ffffd])\s*(?:,|[-–—]|và)\s*\(?$")
_ABOUT = r"(?:khoảng|gần|hơn|trên|tới|lên|lên tới|ít nhất|chừng|được|thêm|xấp xỉ|không quá)"
_SHARE = re.compile(
    rf"(?:tỷ lệ|tỉ lệ|chiếm|quá|vượt|tăng|giảm|thêm|bớt|mất)(?:\s+{_ABOUT})*\s*\(?$", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\s*\)?\s+(?:dân số|dân cư|số|tổng|diện tích|thời gian|thời lượng|kinh phí|quân số|chặng đường"
    r"|quãng đường|nhân khẩu|thu nhập|khối lượng|trong (?:tổng|số|toàn)|của (?:tổng|số|toàn|cả))"
    r"(?!\w)",
    re.IGNORECASE,
)
_ALL_OF = re.compile(r"\s*\)?\s+các\s", re.IGNORECASE)
_SO_MANY = re.compile(r"\b(?:có|được|đạt|hơn|gần|khoảng|mới có|đã có)\s+$", re.IGNORECASE)
_MARKED = re.compile(r"\b(?:đạt|được)\s*\(?$", re.IGNORECASE)
_NOUN = re.compile(rf"\s+(?!(?:là|thì|sẽ|đến|tới|tại|ở|lúc|vào|và|để|do)\s)[{LOWER}]")
_POINT = re.compile(r"(?:(?<!cao )(?<!thời )điểm|bài|tập|trang|câu)\s*$", re.IGNORECASE)


class Slash(Enum):
    """What a slash between two numbers can mean."""

    PART = auto()
    OF = auto()
    DAY = auto()


def meaning(match: re.Match[str], draft: Draft, dictionary: Dictionary) -> Slash:
    """Decide what ``a/b`` means, where ``a`` and ``b`` may be a day and a month.

    First what is surer: a word for a day, then a word for a whole, then what is counted.
    """
    lead, rest = before(match), after(match)
    over, under = int(match["day"]), int(match["month"])
    if addresses.is_house(lead):
        return Slash.OF
    if _DAY.search(lead) or addresses.is_named_after_a_day(lead, over, under):
        return Slash.DAY
    if _is_part(lead, rest):
        return Slash.PART
    if _MAYBE_DAY.search(lead) or _follows_a_day(lead, draft) or over > under:
        return Slash.DAY
    if _ALL_OF.match(rest):
        return Slash.PART
    is_of = dictionary.counts(rest) or (_SO_MANY.search(lead) and _NOUN.match(rest))
    is_of = is_of or _MARKED.search(lead)
    return Slash.OF if is_of or _POINT.search(lead) else Slash.DAY


def read_fractions(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    """R24: a part of a whole, so many of so many; dates were read before."""

    def fraction(match: re.Match[str]) -> Say:
        over = numbers.written_number(match["over"], style)
        under = numbers.written_number(match["under"], style)
        lead, rest = before(match), after(match)
        if _is_part(lead, rest) or (_ALL_OF.match(rest) and not _is_many(match["under"])):
            return Say(f"{over} phần {'tư' if match['under'] == '4' else under}")
        is_clear = dictionary.counts(rest) or addresses.is_house(lead) or len(match[0]) > 4
        return Say(f"{over} trên {under}", is_uncertain=not is_clear)

    draft.read("R24", _FRACTION, fraction)


def _is_part(lead: str, rest: str) -> bool:
    return bool(_WHOLE.match(rest) or _SHARE.search(lead))


def _is_many(under: str) -> bool:
    return len(under) > 1


def _follows_a_day(lead: str, draft: Draft) -> bool:
    found = _DAY_READ.search(lead)
    return found is not None and draft.say_of(found[1]).kind in (Kind.DATE, Kind.WEEKDAY, Kind.TIME)
