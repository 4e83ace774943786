"""Choosing a period: this month, last month, this quarter, this year, or any two days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from outreach.days import DayField
from outreach.reach_query import Period

_LONGEST = timedelta(days=800)


class PeriodForm(forms.Form):
    """Two days and, if wanted, a campaign."""

    tu = DayField("Từ ngày")
    den = DayField("Đến hết ngày")
    dot = forms.ChoiceField(
        label="Đợt", required=False, error_messages={"invalid_choice": "Không có đợt này."}
    )

    def __init__(self, *args: Any, campaigns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaigns = dict(campaigns)
        self.fields["dot"].choices = [("", "Tất cả"), *campaigns]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and first > last:
            self.add_error("den", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        elif first and last and last - first > _LONGEST:
            self.add_error("den", "Chọn khoảng thời gian không quá hai năm.")
        return cleaned

    @property
    def campaign_title(self) -> str:
        """Return what the chosen campaign is called, "" for all."""
        code = self.cleaned_data.get("dot", "")
        return self.campaigns[code] if code else ""

    @property
    def period(self) -> Period:
        """Return what was chosen; call only on a valid form."""
        chosen = self.cleaned_data
        return Period(chosen["tu"], chosen["den"], chosen["dot"])


def asked(given: Any, *, campaigns: list[tuple[str, str]]) -> tuple[PeriodForm, Period]:
    """Return the form for what ``given`` asks, and the period to show: this month in doubt."""
    default = month_of(timezone.localdate())
    days = given if "tu" in given else {"tu": default.first, "den": default.last}
    form = PeriodForm(days, campaigns=campaigns)
    if not form.is_valid():
        return form, default
    # Whatever way the days came, they are shown as people write them.
    period = form.period
    shown = {"tu": period.first, "den": period.last, "dot": period.campaign}
    form = PeriodForm(shown, campaigns=campaigns)
    form.is_valid()
    return form, period


def month_of(day: date) -> Period:
    """Return the whole month of ``day``."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def shortcuts() -> list[tuple[str, Period]]:
    """Return the usual periods with their names, seen from today."""
    today = timezone.localdate()
    this_month = month_of(today)
    quarter = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    return [
        ("Tháng này", this_month),
        ("Tháng trước", month_of(this_month.first - timedelta(days=1))),
        ("Quý này", Period(quarter, today)),
        ("Năm nay", Period(today.replace(month=1, day=1), today)),
    ]
