"""One cell of a play log: dates, times, lengths and results as vendors write them."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from media.text import fold

_FORMATS = (
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%H:%M:%S %d/%m/%Y", "%H:%M %d/%m/%Y", "%d/%m/%Y",
    "%d-%m-%Y", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M %p",
    "%d/%m/%y %H:%M:%S", "%d/%m/%y %H:%M", "%d/%m/%y",
)  # fmt: skip
_TIMES = ("%H:%M:%S", "%H:%M", "%Hh%M", "%H giờ %M", "%I:%M:%S %p", "%I:%M %p")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 day 0 of a spreadsheet, which knows no zone
_LENGTH = re.compile(
    r"(?:(\d+)\s*(?:giờ|gio|h)\s*)?(?:(\d+)\s*(?:phút|phut|min|m|p|')\s*)?"
    r"(?:(\d+)(?:[.,]\d+)?\s*(?:giây|giay|sec|s|\")?)?",
    re.IGNORECASE,
)
_PLAYED = (
    "thanh cong", "da phat", "hoan thanh", "ok", "success", "done", "xong", "completed", "1",
    "phat xong", "phat tot", "tot", "binh thuong", "played", "finished",
)  # fmt: skip
_FAILED = ("that bai", "loi", "khong", "mat ket noi", "failed", "error", "huy", "chua phat", "0")
_NO_FAULT = re.compile(r"\b(?:khong|0)(?: co)? loi\b")


class CellError(ValueError):
    """A cell can't be understood; the message says which, in Vietnamese."""


def code(cell: Any) -> str:
    """Return an id as text: a spreadsheet makes 12 into 12.0."""
    return (
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
    )


def moment(cell: Any, *, is_month_first: bool = False) -> datetime | time:
    """Return the moment or the time of day that a cell holds; day before month unless said."""
    if isinstance(cell, datetime | time):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 the caller sets the zone
    if isinstance(cell, float) and 0 <= cell < 80_000:
        found = _EPOCH + timedelta(seconds=round(cell * 86_400))
        return found.time() if cell < 1 else found
    return _written(re.sub(r"[T\s]+", " ", str(cell or "").strip()), is_month_first)


def _written(text: str, is_month_first: bool) -> datetime | time:
    swapped = [one.replace("%d/%m", "%m/%d").replace("%d-%m", "%m-%d") for one in _FORMATS]
    if found := _parsed(text, swapped if is_month_first else _FORMATS):
        return found
    if found := _parsed(text, _TIMES):
        return found.time()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise CellError(f"Không hiểu ngày giờ “{text}”.") from None


def _parsed(text: str, patterns: Sequence[str]) -> datetime | None:
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 the caller sets the zone
        except ValueError:
            continue
    return None


def seconds(cell: Any) -> int | None:
    """Return a length in seconds from 84, "1 phút 24 giây", "1:24", "00:01:24"; None if empty."""
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
    if (match := _LENGTH.fullmatch(text)) and any(match.groups()):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    raise CellError(f"Không hiểu thời lượng “{text}”.")


def has_played(cell: Any, *, success: tuple[str, ...] = ()) -> bool | None:
    """Return what the console says of the result; None where it says nothing clear.

    ``success`` are the vendor's own words for a play that went well.
    """
    text = fold(code(cell))
    if text and text in {fold(word) for word in success}:
        return True
    text = _NO_FAULT.sub("", text).strip(" ,.;")
    if not text:
        return None
    if any(text.startswith(word) or f" {word}" in text for word in _FAILED):
        return False
    return True if any(text.startswith(word) for word in _PLAYED) else None
