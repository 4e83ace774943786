"""Words that shock, and words that blame the one who was harmed: data, each with a better word.

Words are parted by ``|`` and matched on whole syllables whatever the case; ``a/b c/d`` stands for
all four pairs. ``advice`` is what to write instead. ``is_hint`` marks words that also have a
harmless use: never more than a warning. ``not_after`` and ``not_before`` are syllables that make
the words mean something else. Source: the lists of safety.md §7.4 with words of the same kind
from news reports; since 2026-07.
"""

from typing import NamedTuple


class Phrase(NamedTuple):
    """Words to avoid, what to write instead, and what would make them harmless."""

    words: str
    advice: str
    is_hint: bool = False
    not_after: str = ""
    not_before: str = ""


_PLAIN = "nói thẳng thủ đoạn và cách phòng tránh"
_EXPLOITED = "người bị bóc lột tình dục"
_HARM = "bị bóc lột, bị ép làm việc"
_FOOLED = "kẻ xấu lừa rất khéo, ai cũng có thể bị lừa"
_WISH = "muốn có việc làm và cuộc sống tốt hơn"
_FAULT = "người có lỗi là kẻ lừa bán"
_WANTED = "tiền/lợi/giàu/chơi/của/vui/danh/trai/gái/rẻ"

SENSATIONAL = (
    Phrase("nô lệ tình dục|gái bán/mại dâm|gái điếm|gái làng chơi|gái làm tiền", _EXPLOITED),
    Phrase("đĩ điếm|ca ve|cave|tú bà|gái bao", _EXPLOITED, not_before="nhiêu giờ lâu"),
    Phrase("gái gọi", _EXPLOITED, True, not_after="con bé em cô cháu chị các"),
    Phrase("động/ổ mại dâm|ổ chứa", "cơ sở vi phạm", not_after="hoạt hành vận lao"),
    Phrase("bán/mất trinh|cái ngàn vàng|mất đời con gái", "bị xâm hại"),
    Phrase("kinh hoàng/dị/hãi/tởm|rùng rợn|rợn người|rợn tóc gáy|ghê rợn/tởm|hãi hùng", _PLAIN),
    Phrase("khiếp đảm|rùng mình|lạnh gáy|sởn gai ốc|sởn da gà|nổi da gà|giật gân", _PLAIN),
    Phrase("sốc", _PLAIN, not_after="bị giảm hạ", not_before="điện nhiệt phản thuốc tâm hông"),
    Phrase("bị sốc", _PLAIN, True, not_before="điện nhiệt phản thuốc tâm"),
    Phrase("chấn động", _PLAIN, not_after="độ", not_before="não mạnh"),
    Phrase("rúng động|động trời|bí mật động trời|xem ngay kẻo lỡ|không thể tin nổi", _PLAIN),
    Phrase("man rợ|dã man|đẫm máu|máu me|thú tính|ác quỷ|quỷ dữ|quỷ đội lốt|quỷ ác", _PLAIN),
    Phrase("tàn độc|máu lạnh|yêu râu xanh|mất nhân tính|thảm khốc|thác loạn|bi thảm", _PLAIN),
    Phrase("địa ngục|địa ngục trần gian|sống không bằng chết|sống dở chết dở", _HARM),
    Phrase("như món/con/đồ hàng/vật/thú/chó/chơi|như một món/con hàng/vật/thú", _HARM),
    Phrase("như súc/thú/động/gia vật/súc|như nô lệ|mua vui", _HARM),
    Phrase("thân tàn ma dại|tàn tạ|ê chề|nhơ nhuốc|ô nhục|nhục nhã", _HARM),
    Phrase("khủng khiếp|tột cùng|thê thảm|thương tâm", _PLAIN, True),
)

BLAMING = (
    Phrase("nhẹ dạ|nhẹ dạ cả tin|khờ dại/khạo|dại dột/khờ|mù quáng|mê muội", _FOOLED),
    Phrase(
        "cả tin",
        _FOOLED,
        not_after="tất kể gồm giữ lưu gửi đọc có xem xoá chụp ghi cùng nghe",
        not_before="nhắn tức báo bài đăng đồn giả vui xấu tuyển rao quảng thời và lẫn của về gửi cũ"
        " mới đã nội khẩn này đó ấy ngắn thoại trên",
    ),
    Phrase(f"ham/hám/tham/mê {_WANTED}", _WISH, not_before="đình"),
    Phrase("ham/hám/mê vật/hưởng/sung/việc/lương chất/thụ/sướng/nhẹ/cao|tham lam", _WISH),
    Phrase("lười lao/làm/biếng/nhác/học|lười lao động|đua đòi|lêu lổng|chơi bời|đàn đúm", _WISH),
    Phrase("ham/thích/mê/quen/hay ăn chơi|ăn chơi đua/sa/trác đòi/đoạ/táng", _WISH),
    Phrase("ăn chơi|ngây thơ|dễ dãi|thiếu ý thức|thiếu hiểu biết|thiếu suy nghĩ", _FOOLED, True),
    Phrase("nông nổi|kém hiểu biết|quá tin|dễ tin|tin người quá", _FOOLED, True),
    Phrase("ngu dốt/ngốc/si/xuẩn/muội/thì/dại|dốt nát|u mê", _FOOLED),
    Phrase("lẳng lơ|lăng loàn|mất nết|hư thân|hư đốn|buông thả|hư hỏng|theo trai", _FAULT),
    Phrase("không biết giữ mình/thân|tự nguyện bán thân|tự bán mình|tự đi theo trai", _FAULT),
    Phrase("tự chuốc/rước|tự làm tự chịu|tự làm thì tự chịu|đáng đời/kiếp|cho chừa", _FAULT),
    Phrase("trách ai|đáng trách|ai biểu|chỉ trách mình|tự trách mình thôi", _FAULT),
    Phrase("ai bảo", _FAULT, not_after="không", not_before="đảm vệ lãnh trợ"),
    Phrase("không có lửa sao có khói|không có lửa làm sao có khói|gieo gió gặt bão", _FAULT),
    Phrase("nạn nhân có lỗi|nạn nhân cũng có lỗi|nạn nhân phải chịu lỗi|bị hại có lỗi", _FAULT),
    Phrase("nạn nhân có một phần lỗi|nạn nhân cũng có phần lỗi|họ cũng có lỗi|bị hại cũng có lỗi",
           _FAULT),
    Phrase("lỗi do/tại/của/ở nạn/họ|lỗi thuộc về nạn/họ|lỗi là do/tại/của/ở nạn/họ",
           _FAULT, not_after="phải không là"),
    Phrase("tại/do nạn nhân", _FAULT, True),
)  # fmt: skip
