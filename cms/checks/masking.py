"""Numbers that are never an identifier: documents, dates, money, shares, registered hotlines."""

import re
from collections.abc import Sequence

_PATTERNS = (
    r"\b000\.00\.00\.H\d\d-\d{6}-\d{4}\b",
    r"\b(?:ISBN[ :]*)?97[89][- ]\d[- \d]{9,12}\d\b",
    r"\b\d{1,5}[a-z]?/(?:\d{4}/)?[A-ZĐƯ][A-ZĐƯa-z&]*\d*(?:[-–][A-ZĐƯ][A-ZĐƯa-z&]*\d*)*",
    r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?",
    r"\b(?:0?[1-9]|[12]\d|3[01])(?P<s>[/.\-])(?:0?[1-9]|1[0-2])(?P=s)(?:\d{4}|\d{2})\b",
    r"\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b",
    r"\b(?:0?[1-9]|1[0-2])/\d{4}\b",
    r"\b\d{1,2}(?::|h|g|giờ )\d{2}\b(?::\d{2})?",
    r"\b(?:19|20)\d\d ?- ?(?:19|20)\d\d\b",
    r"\b\d{1,3}(?:[., ]\d{3})*(?:,\d+)? ?(?:đồng|đ|VNĐ|VND|nghìn|ngàn|triệu|tỷ|tỉ|USD)\b",
    r"\b\d+ ?(?:đồng|đ|VNĐ|VND|nghìn|ngàn|triệu|tỷ|tỉ|USD)\b",
    r"\b\d+(?:[.,]\d+)? ?%",
    r"-?\b\d{1,3}\.\d{4,}, ?-?\d{1,3}\.\d{4,}\b",
    r"(?i:mã số (?:thuế|doanh nghiệp|số thuế)[^\d\n]{0,12})\d[\d-]{9,14}",
)
_NEVER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))


def mask(text: str, *, hotlines: Sequence[str] = ()) -> str:
    """Return ``text`` of the same length with harmless numbers blanked by ``·``."""
    text = _NEVER.sub(lambda match: "·" * len(match.group()), text)
    for number in sorted(hotlines, key=len, reverse=True):
        if len(number) >= 6:
            loose = r"[ .\-]?".join(number)
            text = re.sub(rf"(?<!\d){loose}(?!\d)", lambda m: "·" * len(m.group()), text)
    return text
