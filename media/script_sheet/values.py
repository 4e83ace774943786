"""What a sheet shows, and the marks that tell a reader where to breathe."""

import re
from dataclasses import dataclass
from datetime import datetime

from media.timing import minutes_vi

SIZES = (16, 20, 26)  # points
VALID = "Bản in hết giá trị khi có bản sửa."
TO_FILL = "Đã phát lúc ……… giờ ……… ngày ………………… Người đọc ……………………………"
TIED = "\u00a0"  # a mark never begins a line
_SHORT = re.compile(r"([,;:])(?=\s)")
_LONG = re.compile(r"([.?!…])$")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A script on paper.

    ``sentences`` are pairs: what is written otherwise than it is said, for the margin, and the
    spoken sentence. ``seconds`` is the predicted reading time, ``size_pt`` one of ``SIZES``.
    """

    office: str
    title: str
    code: str
    revision: str
    version: str
    sentences: tuple[tuple[str, str], ...]
    hotline_lines: tuple[str, ...]
    seconds: float
    approver: str
    approved_at: datetime
    confirm_url: str
    size_pt: int = 20

    @property
    def head(self) -> str:
        """The line above every page."""
        length = minutes_vi(self.seconds)
        return f"{self.office} · {self.code} · bản {self.revision}, {self.version} · {length}"

    @property
    def has_asides(self) -> bool:
        """Whether anything is written otherwise than it is said."""
        return any(written for written, _ in self.sentences)

    @property
    def foot(self) -> str:
        """The line below every page."""
        return f"Duyệt: {self.approver}, {self.approved_at:%H:%M %d/%m/%Y}. {VALID}"


def with_pauses(sentence: str) -> str:
    """Mark where to breathe: "/" short, "//" at the end of a sentence; never alone on a line."""
    return _LONG.sub(f"\\1{TIED}//", _SHORT.sub(f"\\1{TIED}/", sentence.strip()))
