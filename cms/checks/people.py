"""One particular victim who could be recognised (safety.md §7.3): a sign and a person, close by."""

import re
from collections.abc import Iterator

from cms.checks.findings import Level
from cms.checks.letters import LOWER, UPPER

RULE = "victim-identity"
MESSAGE = (
    "Có thể nhận ra nạn nhân. Bỏ tên, tuổi, nơi ở, quan hệ; hoặc ghi rõ “Tình huống giả định”."
)
_SOLD = (
    r"bán|mua bán|lừa|lừa bán|dụ|dụ dỗ|ép bán dâm|bóc lột|cưỡng bức|bắt cóc|ép|gạt|đưa sang|xâm hại"
)
_CUE = re.compile(
    rf"(?<!\w)(?:nạn nhân|bị hại|bị (?:\w+ ){{0,3}}?(?:{_SOLD})|(?:được|vừa|mới"
    rf"|đã) (?:\w+ )?(?:giải cứu"
    r"|giải thoát|cứu|đưa về|đón về|trao trả)|trốn (?:về|thoát|khỏi)"
    r"|trở về(?: \w+){0,2} sau (?:khi )?"
    r"|(?:mới|vừa) (?:về|trở về)|thoát khỏi|bán sang|lừa sang|tái hoà nhập|tái hòa nhập"
    r"|sập bẫy)(?!\w)",
    re.IGNORECASE,
)
_TITLE = (
    r"(?:[Cc]hị|[Aa]nh|[Ee]m|[Bb]ạn|[Cc]háu|[Cc]ô|[Bb]é|[Ôô]ng|[Bb]à|[Cc]hú|[Bb]ác|[Tt]hím|[Dd]ì)"
)
_NAME = rf"[{UPPER}](?:[{LOWER}]+|\b\.?)"
_KIN = (
    r"(?:con(?: gái| trai| dâu| út| cả| rể)?|cháu(?: gái| trai| nội| ngoại)?|vợ|chồng|em(?: gái"
    r"| trai)?|chị"
    r"(?: gái| dâu)?|mẹ|bố|anh trai|em họ)"
)
_ONE = (
    r"(?:cô gái|bé gái|bé trai|em gái|thiếu nữ|cô bé|cậu bé|nữ sinh|nam sinh|cháu(?: gái| trai"
    r"| bé)?|em bé"
    r"|chàng trai|cô dâu|người (?:phụ nữ|đàn ông|mẹ|vợ|con|bạn)|chị|anh|em|nạn nhân|học sinh"
    r"|một \w+)"
)
_PLACE = (
    r"(?:thôn|xóm|bản|làng|tổ(?! chức)|ấp|buôn|xã|phường|huyện|khu phố|khối|ngõ|phố|trường|lớp"
    r"|công ty"
    r"|xưởng|nhà máy"
    r"|chợ|quán|tiệm|nhà|quê|trú|ngụ|tỉnh|khóm|thị trấn|đội|tiểu khu)"
)
_AGE = (
    r"(?:\d{1,2} tuổi|(?:mười|hai mươi|ba mươi)(?: \w+)? tuổi|sinh năm \w+|sn \d{4}|lớp \w+"
    r"|tuổi \d\d)"
)
_PERSONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w){_TITLE} (?:{_NAME})(?: {_NAME}){{0,3}}",
        r"(?<![\w.])[A-ZĐ]\.(?: ?[A-ZĐ]\.?){1,3}(?!\w)",
        rf"(?i:(?<!\w){_AGE}(?!\w)[^.!?…\n]{{0,60}}?(?<!\w){_PLACE}(?!\w))",
        rf"(?i:(?<!\w){_PLACE}(?!\w)[^.!?…\n]{{0,60}}?(?<!\w){_AGE}(?!\w))",
        rf"(?<!\w)(?i:{_KIN}(?: \w+)? (?:nhà )?(?:ông|bà|anh|chị|cô|bác|chú|thầy|cụ|dì|gia đình))"
        rf" (?:{_NAME}|[{LOWER}]+ (?:ở|xóm|bản|tổ|thôn|bán|trưởng))",
        r"(?<!\w)(?i:nhà (?:ở )?(?:cạnh|gần|sau|đối diện|bên|đầu|cuối|sát|ngay)) ",
        rf"(?i:(?<!\w){_ONE}(?!\w)(?: \w+){{0,4}}? (?:ở|lớp|quê|trú|ngụ|tại|trường|nhóm|người"
        rf"|của) (?:\w+ )?"
        rf"(?:{_PLACE}|\d+))",
        rf"(?<!\w)(?i:{_ONE})(?: \w+)? (?i:ở|quê|trú tại|ngụ tại|người) (?:{_NAME})",
        rf"(?<!\w)(?i:nạn nhân|bị hại)(?: (?:là|tên|tên là))? (?:{_NAME})(?: {_NAME}){{1,3}}",
        rf"(?<!\w)(?:[{UPPER}][{LOWER}]+ ){{1,2}}(?:Thị|Văn)(?: [{UPPER}][{LOWER}]*){{1,2}}",
    )
)
_OFFICIAL = re.compile(
    r"(?<!\w)(?i:trưởng|phó|chủ tịch|bí thư|giám đốc|cán bộ|công an|thiếu tá|trung tá|đại uý"
    r"|thượng uý"
    r"|bác sĩ|luật sư|hiệu trưởng|tổ trưởng|báo cáo viên|phát biểu|cho biết|chia sẻ với)(?!\w)"
)
_NAMED_AFTER = re.compile(r"(?i:đường|phố|ngõ|trường|thpt|thcs|tiểu học|câu lạc bộ|hẻm)[^,;]*$")
_GENERAL = re.compile(
    r"(?i:(?:dưới|từ|đủ|trên) (?:đủ )?\d\d tuổi|ai (?:được|có|cũng)|các nạn nhân|mọi nạn nhân"
    r"|nếu (?:\w+ )?(?:là|bị|có)|khi (?:\w+ )?bị)"
)
_INVENTED = re.compile(r"tình huống giả định|câu chuyện giả định|nhân vật giả định", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.!?…\n]|(?<=[A-ZĐ])\.|\.(?=\w))+")
_FULL = re.compile(rf"(?:{_NAME} ){{1,3}}{_NAME}|[A-ZĐ]\.[A-ZĐ]")


def find(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message of each person near a sign of having been sold."""
    sentences = [(match.start(), match.group()) for match in _SENTENCE.finditer(text)]
    cues = [bool(_CUE.search(words)) for _start, words in sentences]
    is_invented = bool(_INVENTED.search(text))
    for number, (start, words) in enumerate(sentences):
        if any(cues[max(0, number - 1) : number + 2]) and (span := _person(words)):
            first, last = start + span[0], start + span[1]
            if not (is_invented and not _FULL.search(text[first:last])):
                yield RULE, Level.WARN, first, last, MESSAGE


def _person(words: str) -> tuple[int, int] | None:
    """Return where one particular person stands in the sentence, if one does."""
    for number, pattern in enumerate(_PERSONS):
        for match in pattern.finditer(words):
            before, after = words[: match.start()], words[match.end() : match.end() + 40]
            is_general = number >= 2 and _GENERAL.search(words)
            is_office = _OFFICIAL.search(before[-30:] + "|" + after)
            if not (is_general or is_office or _NAMED_AFTER.search(before[-30:])):
                return match.span()
    return None
