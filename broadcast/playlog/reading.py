"""A vendor's play log as plain lines: CSV or XLSX, whatever the columns are called.

No vendor's format is public, so columns are found by their names, and what was found once for a
vendor can be kept as a ``Mapping``. A line that can't be read says why and is never dropped.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from broadcast.playlog import cells
from media.text import fold, nfc

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 20_000
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
    "cluster": ("ma cum loa", "ma_cum_loa", "cum loa", "ma loa", "ma thiet bi", "thiet bi",
                "device", "device id", "loa"),
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


class UnreadableLogError(Exception):
    """The file as a whole can't be used; the message says what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which heading of a vendor's file holds which field; "" where it has none."""

    headings: dict[str, str]

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
    rows = [row for row in _rows(data) if any(str(cell or "").strip() for cell in row)]
    if len(rows) < 2:
        raise UnreadableLogError(
            "Tệp không có dòng nhật ký nào. Xuất lại từ hệ thống truyền thanh."
        )
    if len(rows) > MOST_LINES:
        raise UnreadableLogError("Tệp có hơn 20.000 dòng. Xuất nhật ký từng tháng rồi tải lên.")
    headings = [str(cell or "").strip() for cell in rows[0]]
    mapping = known if known and _fits(known, headings) else guess(headings)
    log = Log(mapping, headings)
    if not log.mapping.missing:
        places = {name: headings.index(text) for name, text in log.mapping.headings.items() if text}
        for number, row in enumerate(rows[1:], start=2):
            _take(log, number, row, places)
    return log


def guess(headings: Sequence[str]) -> Mapping:
    """Find the fields by the names that their columns usually go by."""
    folded = {re.sub(r"[^a-z0-9_]+", " ", fold(text)).strip(): text for text in headings}
    return Mapping(
        {
            field: next((folded[n] for n in names if n in folded), "")
            for field, names in _NAMES.items()
        }
    )


def _fits(known: Mapping, headings: list[str]) -> bool:
    return all(text in headings for text in known.headings.values() if text)


def _rows(data: bytes) -> list[Sequence[Any]]:
    if data[:2] == b"PK":
        try:
            return cells.of_workbook(data)
        except cells.CellError as error:
            raise UnreadableLogError(str(error)) from error
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            text = nfc(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    raise UnreadableLogError("Không đọc được tệp. Lưu dưới dạng CSV UTF-8 hoặc Excel (.xlsx).")


def _take(log: Log, number: int, row: Sequence[Any], places: dict[str, int]) -> None:
    values = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    if "khan" in fold(str(values.get("level") or "")):
        raise UnreadableLogError(NO_EMERGENCY)
    try:
        log.lines.append(_line(number, values))
    except cells.CellError as error:
        content = " | ".join(str(cell or "") for cell in row)
        log.problems.append(LogProblem(number, str(error), content[:300]))


def _line(number: int, values: dict[str, Any]) -> Line:
    cluster = str(values["cluster"] or "").strip()
    if not cluster:
        raise cells.CellError("Thiếu mã cụm loa.")
    return Line(
        row=number,
        airing=cells.code(values.get("airing")),
        cluster=cluster,
        file=str(values.get("file") or "").strip(),
        starts_at=_start(values),
        seconds=cells.seconds(values.get("seconds")),
        has_played=cells.has_played(values.get("result")),
        reason=str(values.get("reason") or "").strip()[:200],
    )


def _start(values: dict[str, Any]) -> datetime:
    """Return the start from one column or from a day and a time."""
    start = cells.moment(values["start"])
    if isinstance(start, time):
        day = cells.moment(values.get("day"))
        if not isinstance(day, datetime):
            raise cells.CellError("Thiếu ngày phát.")
        start = datetime.combine(day.date(), start)
    return start if start.tzinfo else start.replace(tzinfo=ZONE)
