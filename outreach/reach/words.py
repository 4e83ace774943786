"""The State's counting words (reach.md §9): the office's own acts, counted, never estimated."""

from collections.abc import Sequence

from outreach.reach.values import Occasion, Target

_UNITS = {"leaflet": "to_roi", "banner": "bang_ron", "poster": "ap_phich", "panel": "pa_no"}
LABELS = {
    "cuoc": "cuộc tuyên truyền",
    "luot_nguoi": "lượt người tham dự",
    "luot_hoc_sinh": "trong đó lượt học sinh",
    "lan_phat": "lần phát thanh",
    "phut": "phút phát thanh",
    "tin_zalo": "tin đăng nhóm Zalo",
    "to_roi": "tờ rơi, tờ gấp",
    "bang_ron": "băng rôn",
    "ap_phich": "áp phích",
    "pa_no": "pa nô",
    "luot_luu_dong": "lượt loa lưu động",
}


def count(occasions: Sequence[Occasion]) -> dict[str, float]:
    """Return the amount of each word that occurs in ``occasions``; minutes are exact."""
    found: dict[str, float] = {}

    def add(word: str, amount: float) -> None:
        found[word] = found.get(word, 0) + amount

    for one in occasions:
        if one.kind == "loudspeaker":
            add("lan_phat", one.insertions)
            add("phut", one.minutes)
        elif one.kind in {"zalo_group", "leader_relay"}:
            add("tin_zalo", 1)
        elif one.kind in {"meeting", "school_session"} or one.target_kind is Target.WARD:
            add("cuoc", 1)
            add("luot_nguoi", one.units)
            if one.kind == "school_session":
                add("luot_hoc_sinh", one.units)
        elif one.kind == "mobile_loudspeaker":
            add("luot_luu_dong", one.insertions)
        elif one.kind in _UNITS:
            add(_UNITS[one.kind], one.units)
    return found
