"""Blame laid on a people, a region or a nationality (safety.md §7.4).

A group and a fault in one sentence, or a word of contempt. Naming a language, a border, a right or
a service is no blame, and neither is saying what offenders do to such a group.
"""

import re
from collections.abc import Iterator

from cms.checks.findings import Level
from cms.checks.letters import LOWER, UPPER

RULE = "ethnic-blame"
MESSAGE = "Đổ lỗi cho một dân tộc, vùng miền, quốc tịch. Nêu thủ đoạn, không nêu nhóm người."

_PEOPLES = (
    r"mông|hmông|h'mông|dao|tày|nùng|thái|mường|khmer|khơ ?me|chăm|hoa|sán chay|sán dìu|sán chí"
    r"|giáy"
    r"|lô lô|hà nhì|la hủ|khơ mú|xinh mun|cao lan|pà thẻn|gia rai|jrai|ê đê|ba na|xơ đăng|cơ ?ho"
    r"|cơ tu"
    r"|co|hrê|mnông|m'nông|raglai|xtiêng|bru|vân kiều|tà ôi|mạ|chứt|kháng|la chí|ngái|cống|si la"
    r"|kinh"
)
_NATIONS = (
    r"trung quốc|trung hoa|tàu|campuchia|cam pu chia|miên|lào|myanmar|mi-an-ma|miến điện|thái lan"
    r"|đài loan|hàn quốc|hàn|nhật|nhật bản|nga|mỹ|ấn độ|nigeria|malaysia|philippines|singapore"
    r"|châu phi|phi châu|việt nam|việt"
)
_REGIONS = (
    r"vùng cao|vùng sâu|vùng xa|miền núi|miền (?:bắc|nam|trung|tây|xuôi|ngược|biển)|ngoại tỉnh"
    r"|tỉnh (?:khác|lẻ|ngoài)|nơi khác|bên kia biên giới|nước ngoài|biên giới|tây bắc|tây nguyên"
    r"|thiểu số|bản địa|bản cao|nhà quê|trên núi|trên bản|ở bản|ở núi"
)
_PEOPLE = (
    r"người|dân|bà con|đồng bào|dân tộc|đàn ông|phụ nữ|con gái|gái|trai|chị em|thanh niên|cô dâu"
    r"|chú rể|nhà|bọn|lũ|tụi|mấy (?:thằng|đứa|con)"
)
_GROUP = re.compile(
    rf"(?<!\w)(?:(?:{_PEOPLE})(?: (?:dân tộc|vùng|ở|bên|gốc))?(?: (?:{_PEOPLES}|{_NATIONS}"
    rf"|{_REGIONS}))"
    r"|(?:các |mấy |những )?(?:dân tộc|đồng bào)(?! (?:ta|Việt Nam))|vùng cao|miền núi"
    r"|dân ngoại tỉnh"
    r"|người thượng|người dân tộc)(?!\w)",
    re.IGNORECASE,
)
# A people or a place by its capital letter: "Người Cờ Lao", "dân Sông Mẫu".
_CAPITAL = re.compile(
    r"(?<!\w)(?:[Nn]gười|[Dd]ân|[Gg]ái|[Tt]rai|[Bb]ọn|[Ll]ũ|[Tt]ụi|[Đđ]ồng bào|[Dd]ân tộc"
    r"|[Bb]à con)"
    rf"(?: (?:gốc|xứ|vùng|tỉnh|huyện|xã|bản))?(?: [{UPPER}][\w'’]*){{1,3}}"
)
_FAULT = re.compile(
    r"(?<!\w)(?:lạc hậu|dân trí (?:còn |quá |rất )?thấp|(?:trình độ|nhận thức|hiểu biết|văn hoá"
    r"|văn hóa)"
    r"(?: \w+)? (?:thấp|kém)|(?:kém|thiếu|ít) (?:hiểu biết|văn hoá|văn hóa|văn minh)|ngu muội"
    r"|ngu dốt"
    r"|ngu(?= )|dốt|mông muội|u mê|tối tăm|hủ tục|mê tín|lười|gian manh|gian xảo|xảo quyệt|hung dữ"
    r"|vô học|mọi rợ|man di|bẩn thỉu|mất dạy|thích bán|(?:hay|quen|chuyên|toàn) bán|bán (?:vợ|con"
    r"|em)"
    r"(?! bị)|dễ (?:bị )?(?:dụ|lừa)|cả tin|nhẹ dạ|đẻ (?:nhiều|lắm)|ham tiền|hám tiền|hám lợi"
    r"|tham lam"
    r"|không biết (?:gì|chữ)|không đáng tin|(?:toàn|chuyên|hay|chỉ giỏi|chỉ biết)(?: \w+){0,3}? "
    r"(?:buôn|lừa|bắt|mua|bán|dụ|cướp|trộm)|(?:đều|toàn) là (?:kẻ|bọn|lừa|buôn|lũ|đồ))(?!\w)",
    re.IGNORECASE,
)
_CONTEMPT = re.compile(
    r"(?<!\w)(?:(?i:bọn|lũ|tụi|mấy (?:thằng|đứa|con)|thằng|con mụ|đồ|quân) "
    rf"(?:(?i:người )?(?i:dân tộc|mọi|mán|{_REGIONS}|{_NATIONS})"
    rf"|(?:người )?(?i:{_PEOPLES})(?= [{LOWER}]))"
    r"|(?i:mọi rợ)|người Mèo(?! Vạc)|dân tộc Mèo|Người Mèo(?! Vạc)|[Nn]gười Tàu|[Dd]ân Tàu"
    r"|(?i:tàu khựa)"
    r"|Khựa|(?i:bọn khựa)|[Nn]gười Miên|[Tt]ộc mọi|người mọi|(?i:man di))(?!\w)"
)
# What is fought, not whom: "xoá bỏ hủ tục"; and those who do wrong are named themselves.
_FOUGHT = re.compile(
    r"\b(?:xo[áa]|xóa|bỏ|bài trừ|đẩy lùi|loại|chống|giảm|khắc phục|thay đổi|hạn chế)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:không|đừng|chớ|chẳng|tránh|xin đừng|chưa)(?! (?:chỉ|những|phải ai))\b[^,;:]*$",
    re.IGNORECASE,
)
_OFFENDER = re.compile(
    r"\b(?:kẻ|đối tượng|tội phạm|chúng|thủ phạm|bọn (?:buôn|lừa)|công an|bộ đội|biên phòng"
    r"|đường dây"
    r"|lực lượng|cán bộ|cơ quan|lợi dụng)\b",
    re.IGNORECASE,
)
_DOES = re.compile(r"\b(?:buôn|lừa|bắt|mua|bán|dụ|cướp|trộm)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…\n]+")


def find(text: str) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message of every blame of a group, one a sentence."""
    for sentence in _SENTENCE.finditer(text):
        words, start = sentence.group(), sentence.start()
        if span := _contempt(words) or _blame(words):
            is_denied = bool(_DENIED.search(words[: span[1]]))
            level = Level.WARN if is_denied else Level.BLOCK
            yield RULE, level, start + span[0], start + span[1], MESSAGE


def _contempt(words: str) -> tuple[int, int] | None:
    found = _CONTEMPT.search(words)
    return found.span() if found else None


def _blame(words: str) -> tuple[int, int] | None:
    """Return the span from the group to its fault."""
    groups = [match.span() for pattern in (_GROUP, _CAPITAL) for match in pattern.finditer(words)]
    if not groups:
        return None
    for fault in _FAULT.finditer(words):
        if _FOUGHT.search(words[: fault.start()]):
            continue
        for start, end in groups:
            if _belongs(words, group=(start, end), fault=fault):
                return min(start, fault.start()), max(end, fault.end())
    return None


def _belongs(words: str, *, group: tuple[int, int], fault: re.Match[str]) -> bool:
    """Whether the fault is said of the group: what one does must follow the one who does it."""
    if not _DOES.search(fault.group()):
        return True
    between = words[group[1] : fault.start()]
    return group[1] <= fault.start() and not _OFFENDER.search(words[: fault.start()] + between)
