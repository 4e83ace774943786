"""Forms of clusters, rules and the monthly duty: a ward changes its own and only its own."""

from typing import Any

from django import forms

from broadcast.slot_rows import weekdays_of
from campaigns.forms import WardForm
from outreach.models import ResidentialGroup

WEEKDAYS = [
    ("1", "Thứ Hai"),
    ("2", "Thứ Ba"),
    ("3", "Thứ Tư"),
    ("4", "Thứ Năm"),
    ("5", "Thứ Sáu"),
    ("6", "Thứ Bảy"),
    ("7", "Chủ nhật"),
]


class WeekdaysField(forms.MultipleChoiceField):
    """Days of the week as boxes; stored as "1,2,5"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=WEEKDAYS, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return [str(day) for day in sorted(weekdays_of(value))]
        return value

    def clean(self, value: Any) -> Any:
        return ",".join(super().clean(value))


class ClusterForm(WardForm):
    """A cluster of the officer's ward, reaching groups of that ward."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = ResidentialGroup.objects.filter(ward_id=self.instance.ward_id, valid_to=None)
        self.fields["groups"].queryset = own
        self.fields["groups"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["groups"].choices
        )


class OwnRuleForm(WardForm):
    """A rule or duty of the ward itself: what the province rules is shown and not changed here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = kwargs.get("instance")
        is_provincial = given is not None and given.pk and given.province_id
        super().__init__(*args, **kwargs)
        self.is_provincial = bool(is_provincial)
        if self.is_provincial:
            self.instance.ward_id = None

    def clean(self) -> dict[str, Any]:
        if self.is_provincial:
            raise forms.ValidationError("Quy định này của tỉnh. Xã, phường chỉ xem, không sửa.")
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class RuleForm(OwnRuleForm):
    """The limits of a regulation."""

    weekdays = WeekdaysField(label="Các thứ được phát")
