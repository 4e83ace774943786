"""Signature prefixes before an office (R5)."""

import re

from media.reading.draft import Draft, Say

_SPOKEN = {
    "KT": "ký thay", "TM": "thay mặt", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền", "Q": "quyền",
}  # fmt: skip
_SIGNATURE = re.compile(r"(?<![\w.])(?P<read>(KT|TM|TL|TUQ|Q)\.)\s*(?=[A-ZĐÀ-Ỹ][^\W\d_])")


def read_signatures(draft: Draft) -> None:
    """R5: "KT. CHỦ TỊCH" → "ký thay chủ tịch"."""
    draft.read("R5", _SIGNATURE, lambda match: Say(_SPOKEN[match[2]]))
