"""A day as people in Viet Nam write it. A browser's own date box follows the browser's language."""

from typing import Any

from django import forms

# As people write a day, and as addresses carry it.
_READ = ["%d/%m/%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day written ngày/tháng/năm, whatever the computer's own habits are."""

    def __init__(self, label: str, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "size": 11}
        super().__init__(
            label=label,
            input_formats=_READ,
            widget=forms.DateInput(attrs=attributes, format="%d/%m/%Y"),
            error_messages={
                "required": f"{label}: chưa ghi ngày.",
                "invalid": f"{label}: ghi ngày, tháng, năm, ví dụ 01/07/2026.",
            },
            **options,
        )
