"""Reading a ward's spreadsheet of residential groups: plain rows in, plans and errors out.

Nothing here touches the database. Every error names its row as the spreadsheet numbers it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from media.text import fold, nfc

MOST_ROWS = 2000
MOST_BYTES = 5 * 1024 * 1024

# Column heading, as the template prints it, and the name of its value.
COLUMNS = {
    "Tên tổ dân phố, thôn": "name",
    "Nhân khẩu": "persons",
    "Số hộ": "households",
    "Thành viên nhóm Zalo": "zalo_members",
    "Tỷ lệ hộ nghe được loa (%)": "earshot",
    "Số liệu tính đến ngày": "as_of",
    "Nguồn số liệu": "source",
    "Địa bàn nguy cơ cao (có/không)": "is_high_risk",
    "Đặc điểm địa bàn": "risk_note",
    "Họ tên tổ trưởng": "leader",
    "Điện thoại tổ trưởng": "phone",
    "Họ tên tổ phó": "deputy",
}
_BY_HEADING = {fold(heading): name for heading, name in COLUMNS.items()}
_COUNTS = ("persons", "households", "zalo_members")


class UnreadableSheetError(Exception):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row, in Vietnamese, with the spreadsheet's own row number."""

    row: int
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.row}: {self.message}"


@dataclass(slots=True)
class GroupRow:
    """One group as the spreadsheet gives it; None is unknown and stays unknown."""

    row: int
    name: str = ""
    persons: int | None = None
    households: int | None = None
    zalo_members: int | None = None
    earshot: Decimal | None = None
    as_of: date = date.min
    source: str = ""
    is_high_risk: bool = False
    risk_note: str = ""
    leader: str = ""
    phone: str = ""
    deputy: str = ""

    @property
    def measures(self) -> dict[str, Decimal]:
        """Return the known register values by the names of ``RegisterEntry.Measure``."""
        values = {
            "persons": self.persons,
            "households": self.households,
            "zalo_members": self.zalo_members,
            "earshot_share": None if self.earshot is None else self.earshot / 100,
        }
        return {name: Decimal(value) for name, value in values.items() if value is not None}


@dataclass(slots=True)
class Reading:
    """The rows that could be read and the errors of those that could not."""

    rows: list[GroupRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read(data: bytes, *, today: date) -> Reading:
    """Read an .xlsx file; raise ``UnreadableSheetError`` if it is not one of ours."""
    if len(data) > MOST_BYTES:
        raise UnreadableSheetError("Tệp lớn hơn 5 MB. Chỉ giữ lại bảng tổ dân phố rồi tải lại.")
    rows = _cells(data)
    if not rows:
        raise UnreadableSheetError("Tệp trống. Tải biểu mẫu, điền rồi tải lên.")
    names = [_BY_HEADING.get(fold(str(cell or ""))) for cell in rows[0]]
    if "name" not in names:
        raise UnreadableSheetError(
            "Không thấy cột “Tên tổ dân phố, thôn” ở dòng đầu. Dùng biểu mẫu của nền tảng."
        )
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableSheetError("Bảng có hơn 2.000 dòng. Chia thành nhiều tệp.")
    return _read_rows(names, rows[1:], today=today)


def _cells(data: bytes) -> list[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=40))
    except Exception as error:
        raise UnreadableSheetError(
            "Không đọc được tệp. Lưu lại dưới dạng Excel (.xlsx) rồi tải lên."
        ) from error


def _read_rows(names: list[str | None], rows: list[Sequence[Any]], *, today: date) -> Reading:
    reading = Reading()
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows, start=2):
        values = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        if all(cell in {None, ""} for cell in values.values()):
            continue
        row, errors = _read_row(number, values, today=today)
        first = seen.setdefault(fold(row.name), number) if row.name else number
        if first != number:
            errors.append(RowError(number, f"trùng tên “{row.name}” với dòng {first}."))
        reading.errors += errors
        if not errors:
            reading.rows.append(row)
    return reading


def _read_row(
    number: int, values: dict[str, Any], *, today: date
) -> tuple[GroupRow, list[RowError]]:
    row, errors = GroupRow(number), []
    row.name = _text(values.get("name"))
    for name in ("source", "risk_note", "leader", "phone", "deputy"):
        setattr(row, name, _text(values.get(name)))
    row.is_high_risk = fold(_text(values.get("is_high_risk"))) in {"co", "x", "1", "dung"}
    try:
        for name in _COUNTS:
            setattr(row, name, _count(values.get(name), name))
        row.earshot = _share(values.get("earshot"))
        row.as_of = _day(values.get("as_of"), today=today)
    except ValueError as error:
        errors.append(RowError(number, str(error)))
    errors += [RowError(number, message) for message in _contradictions(row)]
    return row, errors


def _contradictions(row: GroupRow) -> list[str]:
    found = []
    if not row.name:
        found.append("thiếu tên tổ dân phố, thôn.")
    if len(row.name) > 80:
        found.append("tên dài quá 80 ký tự.")
    if row.measures and not row.source:
        found.append("có số liệu nhưng thiếu cột “Nguồn số liệu” (ví dụ: sổ hộ khẩu công an).")
    if row.persons is not None and row.households is not None and row.persons < row.households:
        found.append(f"số hộ ({row.households}) lớn hơn nhân khẩu ({row.persons}).")
    if row.deputy and not row.leader:
        found.append("có tổ phó nhưng thiếu tổ trưởng.")
    if row.phone and not row.leader:
        found.append("có điện thoại nhưng thiếu họ tên tổ trưởng.")
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return nfc(" ".join(str(cell if cell is not None else "").split()))


def _count(cell: Any, name: str) -> int | None:
    text = _text(cell).replace(".", "").replace(" ", "")
    if not text:
        return None
    if not text.isdigit() or len(text) > 6:
        heading = next(key for key, value in COLUMNS.items() if value == name)
        raise ValueError(f"cột “{heading}” phải là số nguyên từ 0, đang là “{cell}”.")
    return int(text)


def _share(cell: Any) -> Decimal | None:
    text = _text(cell).rstrip("%").replace(",", ".").strip()
    if not text:
        return None
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 100:
        raise ValueError(
            f"tỷ lệ hộ nghe được loa phải từ 0 đến 100, đang là “{cell}”. Không có loa thì ghi 0."
        )
    return share


def _day(cell: Any, *, today: date) -> date:
    if cell in {None, ""}:
        return today
    day = cell.date() if isinstance(cell, datetime) else cell
    if not isinstance(day, date):
        try:
            day = datetime.strptime(_text(cell), "%d/%m/%Y").date()  # noqa: DTZ007 - a day
        except ValueError:
            raise ValueError(f"ngày “{cell}” không đúng dạng ngày/tháng/năm.") from None
    if day > today:
        raise ValueError(f"ngày số liệu {day:%d/%m/%Y} ở tương lai.")
    return day
