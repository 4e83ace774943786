"""Places and the ward's spreadsheet: exact rows, exact errors, nothing half done."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from outreach import group_import, group_sheet, places
from outreach.models import Leader, Province, RegisterEntry, ResidentialGroup, Ward
from tests import making

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)
HEAD = list(group_sheet.COLUMNS)


def sheet(*rows: dict[str, Any]) -> bytes:
    """Return an .xlsx with the given rows, by the names of the columns."""
    names = list(group_sheet.COLUMNS.values())
    book = Workbook()
    table = book.worksheets[0]
    table.append(HEAD)
    for row in rows:
        table.append([row.get(name) for name in names])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


GOOD = {
    "name": "Tổ dân phố 1",
    "persons": 812,
    "households": 240,
    "earshot": 60,
    "source": "sổ hộ khẩu công an",
    "leader": "Bác Thử",
}


def test_the_country_is_loaded_whole_and_again_without_change() -> None:
    first, second = places.load(), places.load()

    assert (first.provinces, first.wards) == (34, 3321)
    assert (Province.objects.count(), Ward.objects.count()) == (34, 3321)
    assert second == first
    ward = Ward.objects.get(pk="05518")
    assert (str(ward), ward.province_id) == ("Phường Sông Công", "19")


def test_old_names_lead_to_the_ward_of_today() -> None:
    places.load()

    assert "12133" in Ward.objects.called("Dị Sử").values_list("pk", flat=True)
    assert "05518" in Ward.objects.called("phuong cai dan").values_list("pk", flat=True)


def test_three_wrong_rows_give_three_errors_and_nothing_is_saved() -> None:
    ward = making.ward(groups=0)
    data = sheet(
        GOOD,
        {**GOOD, "name": ""},
        {**GOOD, "name": "Tổ 3", "persons": "nhiều"},
        {**GOOD, "name": "Tổ 4", "earshot": 140},
    )

    reading = group_sheet.read(data, today=TODAY)
    with pytest.raises(group_import.HasErrorsError):
        group_import.save(reading, ward=ward)

    assert [error.row for error in reading.errors] == [3, 4, 5]
    assert str(reading.errors[0]) == "Dòng 3: thiếu tên tổ dân phố, thôn."
    assert not ResidentialGroup.objects.exists()


def test_importing_again_updates_and_never_doubles() -> None:
    ward = making.ward(groups=0)
    group_import.save(group_sheet.read(sheet(GOOD), today=TODAY), ward=ward)
    before = RegisterEntry.objects.count()

    same = group_import.save(group_sheet.read(sheet(GOOD), today=TODAY), ward=ward)
    changed = {**GOOD, "persons": 900, "leader": "Bác Mới"}
    group_import.save(group_sheet.read(sheet(changed), today=TODAY), ward=ward)

    assert [change.is_unchanged for change in same] == [True]
    assert (ResidentialGroup.objects.count(), RegisterEntry.objects.count()) == (1, before + 1)
    assert list(Leader.objects.filter(term_to=None).values_list("name", flat=True)) == ["Bác Mới"]


def test_unknown_stays_unknown() -> None:
    ward = making.ward(groups=0)

    group_import.save(group_sheet.read(sheet({"name": "Tổ 9"}), today=TODAY), ward=ward)

    assert not RegisterEntry.objects.exists()


def test_the_template_can_be_filled_in_and_read() -> None:
    book = load_workbook(io.BytesIO(group_import.template()))

    assert [cell.value for cell in book.worksheets[0][1]] == HEAD


@pytest.mark.parametrize("data", [b"", b"not a spreadsheet", b"PK\x03\x04broken"])
def test_what_is_no_spreadsheet_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(group_sheet.UnreadableSheetError, match=r"\.xlsx|Excel"):
        group_sheet.read(data, today=TODAY)
