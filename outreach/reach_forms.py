"""Choosing a period: this month, last month, this quarter, this year, or any two days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from outreach.reach_query import Period


class PeriodForm(forms.Form):
    """Two days and, if wanted, a campaign."""

    tu = forms.DateField(
        label="Từ ngày", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    den = forms.DateField(
        label="đến hết ngày", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    dot = forms.ChoiceField(label="Đợt", required=False)

    def __init__(self, *args: Any, campaigns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dot"].choices = [("", "Tất cả"), *campaigns]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and not first <= last <= first + timedelta(days=800):
            self.add_error("den", "Ngày kết thúc phải sau ngày bắt đầu, không quá hai năm.")
        return cleaned

    @property
    def period(self) -> Period:
        """Return what was chosen; call only on a valid form."""
        chosen = self.cleaned_data
        return Period(chosen["tu"], chosen["den"], chosen["dot"])


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
