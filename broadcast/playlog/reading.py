"""A vendor's play log as plain lines: CSV or XLSX, whatever the columns are called.

No vendor's format is public, so columns are found by their names, and what was found once for a
vendor can be kept as a ``Mapping``. A line that can't be read says why and is never dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from broadcast.playlog import cells
from broadcast.playlog.tables import MOST_LINES, TITLE_ROWS, Row, UnreadableLogError, rows_of
from media.text import fold

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_BYTES = 5 * 1024 * 1024
NO_EMERGENCY = "Nền tảng không nhận bản tin khẩn cấp. Chọn thông thường hoặc ưu tiên."
FIELDS = {
    "airing": "mã lượt phát",
    "cluster": "mã cụm loa",
    "file": "tên tệp",
    "day": "ngày",
    "start": "giờ bắt đầu",
    "seconds": "số giây đã phát",
    "result": "kết quả",
    "reason": "lý do",
    "level": "mức",
}
# Names that columns go by, folded; the first that fits is taken.
_NAMES = {
    "airing": ("ma luot phat", "ma_luot_phat", "ma luot", "luot phat", "schedule id", "id lich"),
    "cluster": ("ma cum loa", "ma_cum_loa", "cum loa", "ma cum", "ma loa", "ma thiet bi",
                "thiet bi", "device id", "device", "ten loa", "ten cum", "cum", "loa"),
    "file": ("ten tep", "ten_tep", "tep", "file", "ten file", "filename", "ban tin", "ten ban tin"),
    "day": ("ngay", "ngay phat", "date"),
    "start": ("bat dau", "bat_dau", "gio bat dau", "gio_bat_dau", "thoi gian bat dau", "gio phat",
              "thoi gian phat", "start", "start time", "thoi gian"),
    "seconds": ("giay phat", "giay_phat", "so giay", "thoi luong", "thoi_luong_giay",
                "thoi luong giay", "thoi luong phat", "duration", "so giay da phat"),
    "result": ("ket qua", "ket_qua", "trang thai", "tinh trang", "status", "result"),
    "reason": ("ly do", "ly_do", "ghi chu", "nguyen nhan", "reason", "note"),
    "level": ("muc", "muc do", "muc uu tien", "level", "priority"),
}  # fmt: skip
_NEEDED = ("cluster", "start")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which heading of a vendor's file holds which field; "" where it has none.

    ``success`` are the vendor's words for "played"; ``is_month_first`` how it writes dates.
    """

    headings: dict[str, str]
    success: tuple[str, ...] = ()
    is_month_first: bool = False

    @property
    def missing(self) -> list[str]:
        """Return what can't be done without, in Vietnamese."""
        return [FIELDS[name] for name in _NEEDED if not self.headings.get(name)]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: aware start, whole seconds (None unknown), whether it says it played."""

    row: int
    airing: str
    cluster: str
    file: str
    starts_at: datetime
    seconds: int | None
    has_played: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class LogProblem:
    """A line that can't be read: its row as the spreadsheet counts, why, and what it held."""

    row: int
    message: str
    content: str


@dataclass(slots=True)
class Log:
    """What a file holds."""

    mapping: Mapping
    headings: list[str]
    lines: list[Line] = field(default_factory=list)
    problems: list[LogProblem] = field(default_factory=list)


def read(data: bytes, *, known: Mapping | None = None) -> Log:
    """Read a play log, by a vendor's known mapping or by the names of its columns.

    Raises ``UnreadableLogError`` for what is no table, too large, or an emergency bulletin.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableLogError("Tệp lớn hơn 5 MB. Xuất nhật ký từng tháng rồi tải lên.")
    rows = rows_of(data)
    if len(rows) < 2:
        raise UnreadableLogError(
            "Tệp không có dòng nhật ký nào. Xuất lại từ hệ thống truyền thanh."
        )
    if len(rows) > MOST_LINES:
        raise UnreadableLogError("Tệp có hơn 20.000 dòng. Xuất nhật ký từng tháng rồi tải lên.")
    top = _heading_row(rows, known)
    headings = _texts(rows[top])
    mapping = known if known and _fits(known, headings) else guess(headings, like=known)
    log = Log(mapping, headings)
    if not log.mapping.missing:
        places = {name: headings.index(text) for name, text in log.mapping.headings.items() if text}
        for number, row in rows[top + 1 :]:
            _take(log, number, row, places)
    return log


def _heading_row(rows: Sequence[Row], known: Mapping | None) -> int:
    """Return which row names the columns; a title may stand above it."""
    texts = [_texts(row) for row in rows[:TITLE_ROWS]]
    for at, headings in enumerate(texts):
        if (known and _fits(known, headings)) or not guess(headings).missing:
            return at
    filled = (at for at, headings in enumerate(texts) if sum(map(bool, headings)) > 2)
    return next(filled, 0)


def _texts(row: Row) -> list[str]:
    return [" ".join(str(cell or "").split()) for cell in row[1]]


def guess(headings: Sequence[str], *, like: Mapping | None = None) -> Mapping:
    """Find the fields by the names that their columns usually go by.

    What is known of the vendor's words and dates is kept from ``like``.
    """
    folded = {re.sub(r"[^a-z0-9_]+", " ", fold(text)).strip(): text for text in headings}
    return Mapping(
        {
            field: next((folded[n] for n in names if n in folded), "")
            for field, names in _NAMES.items()
        },
        like.success if like else (),
        like.is_month_first if like else False,
    )


def _fits(known: Mapping, headings: list[str]) -> bool:
    named = [text for text in known.headings.values() if text]
    return bool(named) and not known.missing and all(text in headings for text in named)


def _take(log: Log, number: int, row: Sequence[Any], places: dict[str, int]) -> None:
    values = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    if "khan" in fold(str(values.get("level") or "")):
        raise UnreadableLogError(NO_EMERGENCY)
    try:
        log.lines.append(_line(number, values, log.mapping))
    except cells.CellError as error:
        content = " | ".join(str(cell or "") for cell in row)
        log.problems.append(LogProblem(number, str(error), content[:300]))


def _line(number: int, values: dict[str, Any], mapping: Mapping) -> Line:
    cluster = cells.code(values["cluster"])
    if not cluster:
        raise cells.CellError("Thiếu mã cụm loa.")
    length = cells.seconds(values.get("seconds"))
    result = values.get("result")
    played = cells.has_played(result, success=mapping.success)
    if length is None and played is None and (word := cells.code(result)):
        raise cells.CellError(
            f"Không hiểu kết quả “{word}”. Nếu là đã phát, ghi thêm vào ô “Chữ báo đã phát”."
        )
    return Line(
        row=number,
        airing=cells.code(values.get("airing")),
        cluster=cluster,
        file=str(values.get("file") or "").strip(),
        starts_at=_start(values, is_month_first=mapping.is_month_first),
        seconds=length,
        has_played=played,
        reason=str(values.get("reason") or "").strip()[:200],
    )


def _start(values: dict[str, Any], *, is_month_first: bool) -> datetime:
    """Return the start from one column or from a day and a time."""
    start = cells.moment(values["start"], is_month_first=is_month_first)
    if isinstance(start, time):
        day = cells.moment(values.get("day"), is_month_first=is_month_first)
        if not isinstance(day, datetime):
            raise cells.CellError("Thiếu ngày phát.")
        start = datetime.combine(day.date(), start)
    return start if start.tzinfo else start.replace(tzinfo=ZONE)
