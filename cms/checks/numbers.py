"""Numbers that lead to one person: bank accounts, identity papers, telephones.

The patterns are matched on text without diacritics, as many people type it.
"""

import re

from cms.checks.families import GAP, Family, is_series

_BANKS = (
    r"(?:vietcombank|vcb|bidv|agribank|vietinbank|techcombank|tcb|mb ?bank|sacombank|acb|vpbank"
    r"|tpbank|msb|shb|hdbank|vib|lpbank|momo)"
)
_ELSEWHERE = re.compile(
    r"\b(?:goi|lien he|sdt|dt|dien thoai|so may|hotline|zalo|cccd|can cuoc|cmnd|cmt|chung minh"
    r"|dinh danh|ho chieu|tong dai|ma so|ma ho so)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" ?(?:nguoi|ho|luot|tai khoan|to|dong|khach|cong dan|cuoc|truong hop|nan nhan|lan|em|hoc sinh"
    r"|ban|diem|k|nghin|trieu)(?!\w)",
    re.IGNORECASE,
)
_ROUND = re.compile(r"[1-9]\d{0,2}(?:[ .]?\d{3})*[ .]?000")
_SURE = re.compile(r"stk|s\.t\.k|so t/?k|so tai khoan|tk", re.IGNORECASE)


def _is_account(text: str, found: re.Match[str]) -> bool:
    """Tell an account from a sum of money, a count, or a number of another kind nearby."""
    number = found.group("a") or found.group("b")
    start = found.start("a") if found.group("a") else found.start("b")
    cue = text[found.start() : start]
    if re.match(r"1[89]00", number) or _ELSEWHERE.search(cue):
        return False
    if _SURE.match(cue):
        return True
    is_sum = len(number) <= 13 and _ROUND.fullmatch(number) is not None
    return not is_sum and not _COUNTED.match(text, found.end())


def _is_no_series(text: str, found: re.Match[str]) -> bool:
    return not is_series(found.group())


BANK = Family(
    "bank-account",
    re.compile(
        r"(?<!\w)(?:stk|s\.t\.k|so t/?k|t/k|tk|so tai khoan|tai khoan|chuyen khoan|chuyen tien|ck)"
        r"(?![^\W\d_])[^·]{0,30}?(?<!\d)(?<!\d[.,])(?P<a>\d(?:[ .\-_]{0,3}\d){5,18})(?![\d/])"
        rf"|(?<!\w){_BANKS}[ :\-]{{1,3}}(?P<b>\d(?:[ .\-_]?\d){{5,18}})(?![\d/])",
        re.IGNORECASE,
    ),
    "Có số tài khoản ngân hàng. Xoá.",
    needs=("tk", "t.k", "t/k", "khoan", "ck", "tien", "bank", "vcb", "bidv", "acb", "tcb", "momo",
           "msb", "shb", "vib"),
    accepts=_is_account,
)  # fmt: skip
PAPERS = Family(
    "personal-id",
    re.compile(
        rf"(?<!\d)(?<!\d[/.,])(0(?:{GAP}\d){{2}}{GAP}[0-3](?:{GAP}\d){{8}})(?!\d)"
        rf"|\b(?:cmnd|cmt|cmtnd|chung minh(?: nhan dan| thu)?)(?![^\W\d_])[^·]{{0,30}}?"
        rf"(?<!\d)(\d(?:{GAP}\d){{8}})(?!{GAP}\d)"
        rf"|\b(?:ho chieu|passport)\b[^·]{{0,30}}?\b([A-Z] ?-?\d(?:[ .]?\d){{6,7}})(?!\d)",
        re.IGNORECASE,
    ),
    "Có số giấy tờ cá nhân. Xoá ngay, kể cả trong bản nháp.",
    accepts=_is_no_series,
)
PHONE = Family(
    "phone-unregistered",
    re.compile(
        r"(?<!\d)(?<!\d[/.,])(?:(?:\(? ?\+ ?|\(|00)? ?84[ .\-_()]{0,3}(?:\(?0\)?[ .\-_]{0,2})?"
        rf"|\(?0\)?[ .\-_]{{0,2}})\(?(?:[35789](?:{GAP}\d){{8}}|2(?:{GAP}\d){{9}})(?!\d)"
        r"|(?<!\d)0[235789]\d{1,2}([,/*•+])\d{3}\1\d{3,4}(?!\d)"
    ),
    "Số {x} không phải đường dây nóng đã đăng ký. Xoá số này.",
    accepts=_is_no_series,
)
