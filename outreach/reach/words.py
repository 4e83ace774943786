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
    for one in occasions:
        for word, amount in _amounts(one):
            found[word] = found.get(word, 0) + amount
    return found


def _amounts(one: Occasion) -> list[tuple[str, float]]:
    if one.kind == "loudspeaker":
        return [("lan_phat", one.insertions), ("phut", one.minutes)]
    if one.kind in {"zalo_group", "leader_relay"}:
        return [("tin_zalo", 1)]
    if one.kind == "school_session":
        return [("cuoc", 1), ("luot_nguoi", one.units), ("luot_hoc_sinh", one.units)]
    if one.kind == "meeting" or one.target_kind is Target.WARD:
        return [("cuoc", 1), ("luot_nguoi", one.units)]
    if one.kind == "mobile_loudspeaker":
        return [("luot_luu_dong", one.insertions)]
    return [(_UNITS[one.kind], one.units)] if one.kind in _UNITS else []
