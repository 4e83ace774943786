"""Signs between numbers and before them (R21, R23)."""

import re

from media.reading.draft import MARK, Draft, Say

SIGNS = {
    "±": "cộng trừ", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", ">": "lớn hơn",
    "<": "nhỏ hơn",
}  # fmt: skip
_SPOKEN = {**SIGNS, "=": "bằng", "+": "cộng"}
_ANY = re.compile(r"[x×≥≤±=+%]")
_TIMES = re.compile(rf"(?:{MARK}|\s)\s?(?P<read>[x×])\s?(?={MARK})")
# "=" needs a number on both sides: "Dự toán = 5 triệu" is for its writer to put into words.
_SUM = re.compile(rf"{MARK}(?:\s[^\W\d]+){{0,2}}\s?(?P<read>[=+])\s?(?={MARK})")
_COMPARED = re.compile(r"\s(?P<read>[≥≤±+])(?=\s)")
_PERCENT_ALONE = re.compile(r"(?<=[^\W\d]\s)%(?!\w)")


def read_signs(draft: Draft) -> None:
    """R21: "3 x 5 = 15" and "tỷ lệ ≥" once the numbers are read."""
    if not _ANY.search(draft.text):
        return
    draft.rewrite(_PERCENT_ALONE, "phần trăm")
    draft.read("R23", _TIMES, lambda match: Say("nhân"))
    for pattern in (_SUM, _COMPARED):
        draft.read("R21", pattern, lambda match: Say(_SPOKEN[match["read"]]))
