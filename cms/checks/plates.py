"""Number plates of cars and motorbikes, however they are typed."""

import re

from cms.checks.families import Family

_PLATE = re.compile(
    r"(?:(?<![\w.,/])|(?<=bks)|(?<=bsx))(?P<area>[1-9][\dO])(?P<first>[ \-_.]{0,3})"
    r"(?P<series>[a-zđ]{1,2}\d?|[a-zđ]\d)(?P<second>[ .\-_]{0,3}|/)"
    r"(?P<number>\d{3}[. ]\d{2}|\d{4,5})(?![\w/%]|[.,]\d)",
    re.IGNORECASE,
)
_CUE = re.compile(r"(?:biển|biển số|bks|bsx|xe|ô tô|xe máy|taxi)[^.;,\n]{0,16}$", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:lớp|phòng|khối|lô|căn|mẫu|điều|khoản|nghị quyết|mã|khổ|tờ|diện|chương trình) ?(?:số )?$",
    re.IGNORECASE,
)
# Measures, paper sizes and small words that stand between two numbers.
_UNITS = re.compile(
    r"h|g|m|k|l|d|đ|s|p|kg|km|ha|ml|mm|cm|gb|mb|kw|tr|mh|gr|em|bà|ca|to|tổ|là|và|đi|có|an|[Aa][3-6]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_plate(text: str, found: re.Match[str]) -> bool:
    """Tell a plate from a class and a year, or from a measure and a count."""
    before = text[max(0, found.start() - 24) : found.start()]
    series, number = found.group("series"), found.group("number")
    if _CUE.search(before):
        return True
    is_measure = _UNITS.fullmatch(series) and (len(number) == 4 or series.islower())
    if is_measure or (_OTHER.search(before) and len(number) == 4):
        return False
    if found.group("second") == "/" and len(number) == 4:
        return False
    if len(number) == 4:
        return _is_short_plate(found)
    return not (series.islower() and found.group("first").isspace() and series.isalpha())


def _is_short_plate(found: re.Match[str]) -> bool:
    """Four digits are also a year or a count: then letters or marks must speak for a plate."""
    series = found.group("series")
    if _YEAR.fullmatch(found.group("number")):
        return False
    return series.isupper() or (series[-1].isdigit() and not found.group("first").isspace())


PLATE = Family("plate", _PLATE, "Có biển số xe. Báo công an, không đăng.", accepts=_is_plate)
