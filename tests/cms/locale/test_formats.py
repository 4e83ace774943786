"""Dates, times and numbers as an officer writes them."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation

MOMENT = datetime(2026, 7, 5, 7, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ moment|date }}", "05/07/2026"),
        ("{{ moment|date:'SHORT_DATE_FORMAT' }}", "05/07/2026"),
        ("{{ moment|date:'DATETIME_FORMAT' }}", "07:05 05/07/2026"),
        ("{{ moment|time }}", "07:05"),
        ("{{ moment|date:'l' }}", "Chủ nhật"),
        ("{{ moment|date:'F' }}", "Tháng 7"),
        ("{{ moment|date:'YEAR_MONTH_FORMAT' }}", "tháng 7/2026"),
        ("{{ number }}", "1.234.567"),
        ("{{ share }}", "12,5"),
        ("{{ size|filesizeformat }}", "2,0 MB"),
    ],
)
def test_a_page_shows(source: str, expected: str) -> None:
    values = {"moment": MOMENT, "number": 1234567, "share": Decimal("12.5"), "size": 2 * 2**20}

    with translation.override("vi"):
        shown = Template(source).render(Context(values))

    assert shown.replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        (forms.DateField(), "05/07/2026", date(2026, 7, 5)),
        (forms.DateField(), "2026-07-05", date(2026, 7, 5)),
        (forms.TimeField(), "17:30", time(17, 30)),
        (forms.IntegerField(localize=True), "1.234", 1234),
        (forms.DecimalField(localize=True), "1.234,5", Decimal("1234.5")),
    ],
)
def test_a_form_reads(field: forms.Field, written: str, meant: object) -> None:
    with translation.override("vi"):
        assert field.clean(written) == meant


def test_the_week_begins_on_monday() -> None:
    with translation.override("vi"):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
