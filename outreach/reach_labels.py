"""What the figures of reach are called on a screen."""

from outreach.models import ExposureKind
from outreach.reach.duty import Duty
from outreach.reach.values import Kind, Medium
from outreach.reach.words import Word

MEDIUM = {
    Medium.ZALO: "Nhóm Zalo",
    Medium.LOA: "Loa",
    Medium.MEETING: "Họp, hội nghị",
    Medium.VISIT: "Đến nhà",
    Medium.LEAFLET: "Tờ rơi, tờ gấp",
}
WORD = {
    Word.SESSIONS: "cuộc tuyên truyền",
    Word.ATTENDANCES: "lượt người tham dự",
    Word.AIRINGS: "lần phát thanh",
    Word.MINUTES: "phút phát thanh",
    Word.ZALO_POSTS: "tin đăng nhóm Zalo",
    Word.LEAFLETS: "tờ rơi, tờ gấp",
    Word.BANNERS: "băng rôn",
    Word.POSTERS: "áp phích",
    Word.PANELS: "pa nô",
    Word.PLEDGES: "bản cam kết",
    Word.WEB_POSTS: "tin bài",
    Word.MOBILE: "lượt loa lưu động",
    Word.VISITED: "lượt người gặp tại nhà",
}
DUTY = {Duty.DONE: "Đủ", Duty.MISSING: "Chưa", Duty.NO_LOUDSPEAKER: "Không có loa"}
MEASURE = {
    "persons": "Nhân khẩu",
    "households": "Số hộ",
    "zalo_members": "Thành viên nhóm Zalo",
    "earshot": "Tỷ lệ hộ nghe được loa",
}


def kind(kind: Kind) -> str:
    """Return what one occasion is called in a list: the medium, or the kind itself."""
    if kind in (Kind.ZALO_GROUP, Kind.LEADER_RELAY):
        return MEDIUM[Medium.ZALO]
    return str(ExposureKind(kind.value).label)
