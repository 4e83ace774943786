"""The rows of a vendor's file as its spreadsheet counts them: CSV of any make, or XLSX."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from media.text import nfc

MOST_LINES = 20_000
Row = tuple[int, Sequence[Any]]
# A heading is looked for this far down: vendors put their own title above it.
TITLE_ROWS = 15


class UnreadableLogError(Exception):
    """The file as a whole can't be used; the message says what to do, in Vietnamese."""


def rows_of(data: bytes) -> list[Row]:
    """Return the rows that hold something, each with the number that a spreadsheet gives it.

    Raises ``UnreadableLogError`` for what is no table.
    """
    rows = _of_workbook(data) if data[:2] == b"PK" else _of_text(_decoded(data))
    return [
        (number, row)
        for number, row in enumerate(rows, start=1)
        if any(str(cell or "").strip() for cell in row)
    ]


def _of_workbook(data: bytes) -> list[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return list(sheet.iter_rows(values_only=True, max_row=MOST_LINES + 100, max_col=60))
    except Exception as error:
        raise UnreadableLogError(
            "Không đọc được tệp Excel. Lưu lại dưới dạng .xlsx hoặc CSV rồi tải lên."
        ) from error


def _decoded(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = nfc(data.decode(encoding)).replace("\0", "")
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableLogError("Không đọc được tệp. Lưu dưới dạng CSV UTF-8 hoặc Excel (.xlsx).")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    head = data[:200]
    if head.count(0) > len(head) // 4:  # UTF-16 without its mark: Latin letters leave zeros
        return ("utf-16-le",) if head[1::2].count(0) > head[::2].count(0) else ("utf-16-be",)
    return ("utf-8-sig", "cp1258")


def _of_text(text: str) -> list[list[str]]:
    head = "\n".join(text.split("\n", TITLE_ROWS)[:TITLE_ROWS])
    delimiter = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableLogError(
            "Tệp CSV bị hỏng. Mở bằng bảng tính, lưu dưới dạng Excel (.xlsx) rồi tải lên."
        ) from error
