"""Figures of people or cases that nobody can check: a source and its year must be named."""

import re
from collections.abc import Iterator

from cms.checks.findings import Level

RULE = "unsourced-number"
MESSAGE = "Số liệu cần nguồn và năm."

_SAID = (
    r"(?:một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mươi|mười|trăm|nghìn|ngàn|chục|rưỡi|lẻ|linh)"
)
_ROUND = rf"(?:hàng (?:chục|trăm|nghìn|ngàn|vạn)(?: (?:nghìn|ngàn))?|{_SAID}(?: {_SAID})+)"
_DIGITS = r"(?<![\w/.,])\d[\d.,]*(?:/\d+)?(?: (?:nghìn|ngàn|triệu))?"
_NUMBER = rf"(?:{_DIGITS}|{_ROUND})"
_PERSONS = (
    r"nạn nhân|bị hại|người (?:bị|từng bị|việt|dân|trẻ|lao động|di cư|đi|mất|được giải cứu)|phụ nữ"
    r"|trẻ em|trẻ|em gái|bé gái|cô gái|thiếu nữ|thanh niên|học sinh|sinh viên|lao động|bạn trẻ"
    r"|người|em|cô dâu|chị em|bà con|dân số|nữ giới|nam giới"
)
_CASES = r"số vụ|vụ|trường hợp|ca|tội phạm|đối tượng|bị cáo|kẻ (?:buôn|lừa)"
_HARMED = (
    r"(?:bị|từng bị|đã bị|đang bị) (?:\w+ ){0,2}?(?:lừa|bán|mua bán|ép|dụ|bóc lột|cưỡng|bắt cóc"
    r"|hại)"
)
_FEE = r"(?:học phí|giá|phí|tiền|chi phí|kinh phí|lệ phí|viện phí|mức|điểm)"
_CROP = (
    r"lúa|mùa|xuân|đông|hè|thu|chè|ngô|rau|gieo|sản xuất|trưởng|phó|chiêm|cá|nuôi|cấy|màu|hoà giải"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NUMBER} ?(?:%|phần trăm)(?! {_FEE})(?: \w+){{0,4}}? (?:{_PERSONS}|{_CASES}|bị)(?!\w)",
        rf"(?<!\w)(?:{_PERSONS}|{_CASES})(?!\w)[^%]{{0,50}}(?:là|chiếm|đạt|tới|đến|khoảng|hơn|gần"
        rf"|trên)"
        rf" (?:khoảng |hơn |gần |trên |tới )?{_NUMBER} ?(?:%|phần trăm)",
        rf"(?<!\w)(?:{_CASES}|nạn nhân|mua bán người|lừa đảo)(?!\w)[^%]{{0,60}}"
        rf"(?:tăng|giảm)(?: \w+){{0,3}}? {_NUMBER} ?(?:%|phần trăm)",
        rf"(?<!\w)(?:tăng|giảm)(?: \w+){{0,3}}? {_NUMBER} ?(?:%|phần trăm)[^.]{{0,40}}"
        rf"(?:{_CASES}|nạn nhân|mua bán người|lừa đảo|bị lừa)(?!\w)",
        rf"(?<!\w){_NUMBER} (?:\w+ ){{0,1}}?nạn nhân(?!\w)",
        r"(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) nạn nhân(?!\w)",
        rf"{_NUMBER} vụ(?! (?:{_CROP}))(?!\w)",
        rf"{_NUMBER} (?:{_PERSONS}|trường hợp|ca)(?: \w+){{0,4}}? {_HARMED}",
        rf"{_NUMBER} người(?: \w+){{0,2}}? bị(?!\w)",
        rf"(?<!\w)số (?:nạn nhân|vụ|người bị \w+)(?: \w+){{0,6}}? {_NUMBER}(?![\w/%])",
    )
)
# A sentence without one of these counts neither people nor cases.
_COUNTED = ("%", "phần trăm", "nạn nhân", "vụ", "bị")
_SOME_NUMBER = re.compile(rf"\d|phần trăm|hàng |{_SAID}")
_TARGET = re.compile(
    r"(?<!\w)(?:phấn đấu|chỉ tiêu|mục tiêu|bảo đảm|đảm bảo|ít nhất|tối thiểu|trở lên|trở xuống"
    r"|yêu cầu"
    r"|cần đạt|đạt từ|bộ luật|điều \d+|phạt|khung hình phạt|ví dụ|giả định|miễn phí|mức hỗ trợ"
    r"|kế hoạch"
    r"|dự kiến|đăng ký|phấn đấu)(?!\w)",
)
_PLAIN_100 = re.compile(r"^(?:100|một trăm) ?(?:%|phần trăm)|(?<!\d)100 ?%$")
_ZERO = re.compile(r"^0(?!\d|[.,]\d)")
_SOURCE = re.compile(
    r"(?<!\w)(?<!đi )(?<!chạy )(?<!kèm )(?<!mang )(?<!dẫn )(?<!làm )(?<!nghe )(?<!bỏ )(?<!trốn )"
    r"(?:theo|nguồn|báo cáo|số liệu|thống kê)(?!\w)",
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\w)năm hai (?:nghìn|ngàn)(?!\w)")
_SENTENCE = re.compile(r"(?:[^.!?…\n]|\.(?=\d))+")


def find(low: str, *, sources: str = "") -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield what is wrong with the figures of lowered text: neither a source nor a year."""
    if not any(word in low for word in _COUNTED):
        return
    if _YEAR.search(f"{low}\n{sources}") and (sources.strip() or _SOURCE.search(low)):
        return
    for sentence in _SENTENCE.finditer(low):
        words, start = sentence.group(), sentence.start()
        if not any(word in words for word in _COUNTED) or not _SOME_NUMBER.search(words):
            continue
        if (span := _figure(words)) and not _TARGET.search(words):
            yield RULE, Level.BLOCK, start + span[0], start + span[1], MESSAGE


def _figure(words: str) -> tuple[int, int] | None:
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            if not (_PLAIN_100.search(match.group()) or _ZERO.match(match.group())):
                return match.span()
    return None
