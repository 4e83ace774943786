"""One cell of a play log: dates, times, lengths and results as vendors write them."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from media.text import fold

_FORMATS = (
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%H:%M:%S %d/%m/%Y", "%H:%M %d/%m/%Y", "%d/%m/%Y",
    "%d-%m-%Y", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S",
)  # fmt: skip
_TIMES = ("%H:%M:%S", "%H:%M", "%Hh%M", "%H giờ %M")
_PLAYED = ("thanh cong", "da phat", "hoan thanh", "ok", "success", "done", "xong", "completed", "1")
_FAILED = ("that bai", "loi", "khong", "mat ket noi", "failed", "error", "huy", "chua phat", "0")


class CellError(ValueError):
    """A cell can't be understood; the message says which, in Vietnamese."""


def of_workbook(data: bytes) -> list[Sequence[Any]]:
    """Return the cells of the first sheet of an .xlsx file; ``CellError`` if it is none."""
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return list(sheet.iter_rows(values_only=True, max_row=20_010, max_col=60))
    except Exception as error:
        raise CellError(
            "Không đọc được tệp Excel. Lưu lại dưới dạng .xlsx hoặc CSV rồi tải lên."
        ) from error


def code(cell: Any) -> str:
    """Return an id as text: a spreadsheet makes 12 into 12.0."""
    return (
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
    )


def moment(cell: Any) -> datetime | time:
    """Return the moment or the time of day that a cell holds; day before month."""
    if isinstance(cell, datetime | time):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 the caller sets the zone
    text = re.sub(r"[T\s]+", " ", str(cell or "").strip())
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 the caller sets the zone
        except ValueError:
            continue
    for pattern in _TIMES:
        try:
            return datetime.strptime(text, pattern).time()  # noqa: DTZ007 a time has no zone
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise CellError(f"Không hiểu ngày giờ “{text}”.") from None


def seconds(cell: Any) -> int | None:
    """Return a length in seconds from 84, "84 giây", "1:24", "00:01:24"; None if empty."""
    if isinstance(cell, timedelta):
        return round(cell.total_seconds())
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if isinstance(cell, int | float):
        return round(cell)
    text = str(cell or "").strip()
    if not text:
        return None
    if match := re.fullmatch(r"(?:(\d+):)?(\d{1,2}):(\d{2})", text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    if match := re.fullmatch(r"(\d+)(?:[.,]\d+)?\s*(?:s|giây|giay)?", text):
        return int(match[1])
    raise CellError(f"Không hiểu thời lượng “{text}”.")


def has_played(cell: Any) -> bool | None:
    """Return what the console says of the result; None where it says nothing clear."""
    text = fold(code(cell))
    if not text:
        return None
    if any(text.startswith(word) or f" {word}" in text for word in _FAILED):
        return False
    return True if any(text.startswith(word) for word in _PLAYED) else None
