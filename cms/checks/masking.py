"""Numbers that are never an identifier: documents, dates, money, shares, registered hotlines."""

import re
from collections.abc import Sequence
from functools import cache

_MONEY = r"(?:đồng|đ|VNĐ|VND|nghìn|ngàn|triệu|tỷ|tỉ|USD)\b"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_CLOCK = r"(?:[01]?\d|2[0-4])"
_PATTERNS = (
    r"\b000\.00\.\d\d\.H\d\d-\d{6}-\d{4}\b",
    r"\bH\d\d(?:\.\d+)*-\d{6}-\d{4}\b",
    r"\b(?:ISBN[ :]*)?97[89][- ]\d[- \d]{9,12}\d\b",
    r"(?<!\d[ .\-])\b\d{1,5}[a-z]?/(?:\d{4}/)?[A-ZĐƯ][A-ZĐƯa-z&]*\d*(?:-[A-ZĐƯ][A-ZĐƯa-z&]*\d*)*",
    r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-[0-3]\d(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?!\d)",
    rf"(?<![\d.\-/])\b{_DAY}(?P<s>[/.\-]){_MONTH}(?P=s)(?:(?:19|20)\d\d|\d{{2}}(?![./ \-]?\d))\b",
    rf"(?<![\d.\-/])\b{_DAY}/{_MONTH}\b(?!/\d)",
    rf"\b{_MONTH}/(?:19|20)\d\d\b",
    rf"\b{_CLOCK}(?::|h|g|giờ )[0-5]\d\b(?::\d{{2}})?",
    rf"(?<![\d.\-])\b{_CLOCK}\.[0-5]\d ?- ?{_CLOCK}\.[0-5]\d\b(?!\.?\d)",
    r"(?<!\d[ .\-])\b(?:19|20)\d\d ?- ?(?:19|20)\d\d\b(?![ .\-]\d)",
    rf"\b(?!0\d)\d{{1,3}}(?:[., ]\d{{3}})*(?:,\d+)? ?{_MONEY}",
    rf"\b(?!0\d)\d+ ?{_MONEY}",
    r"\b\d+(?:[.,]\d+)? ?%",
    r"-?\b\d{1,3}\.\d{4,}[,;] ?-?\d{1,3}\.\d{4,}\b",
    r"(?i:mã số (?:thuế|doanh nghiệp|số thuế)[^\d\n]{0,12})\d[\d-]{9,14}",
)
# One look at the next character spares most places the whole list.
_NEVER = re.compile(r"(?=[\d\-IHMm])(?:" + "|".join(f"(?:{p})" for p in _PATTERNS) + ")")


def mask(text: str, *, hotlines: Sequence[str] = ()) -> str:
    """Return ``text`` of the same length with harmless numbers blanked by ``·``."""
    text = _NEVER.sub(lambda match: "·" * len(match.group()), text)
    for number in sorted(hotlines, key=len, reverse=True):
        if len(number) >= 6:
            text = _loose(number).sub(lambda found: "·" * len(found.group()), text)
    return text


@cache
def _loose(number: str) -> re.Pattern[str]:
    """Return the pattern of a registered number in any grouping, from abroad too."""
    start = r"(?:\(?0|\+84 ?\(?)" if number.startswith("0") else number[0]
    return re.compile(
        rf"(?<!\d){start}" + "".join(rf"[ .\-()]{{0,2}}{d}" for d in number[1:]) + r"(?!\d)"
    )
