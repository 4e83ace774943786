"""Forms of clusters, rules and the monthly duty: a ward changes its own and only its own."""

from typing import Any

from django import forms
from django.utils import timezone

from broadcast import slot_rows, slots
from broadcast.models import SlotRule
from broadcast.models.slot_rules import TEMPORARY
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

    def clean(self) -> dict[str, Any]:
        """Refuse to allow more than the province without a document of the ward's own."""
        cleaned = super().clean()
        provincial = SlotRule.objects.filter(province=self.instance.ward.province_id)
        theirs = provincial.valid_on(cleaned.get("valid_from") or timezone.localdate()).first()
        if theirs and cleaned.get("citation", "").strip().lower() == TEMPORARY:
            own = slots.Rule(
                citation=TEMPORARY,
                weekdays=weekdays_of(cleaned.get("weekdays", "")),
                sessions_per_day=cleaned.get("sessions_per_day"),
                minutes_per_session=cleaned.get("minutes_per_session"),
                counts_relay=cleaned.get("counts_relay"),
                lead_hours=cleaned.get("lead_hours"),
            )
            if more := slots.looser(own, slot_rows.rule_of(theirs)):
                raise forms.ValidationError(
                    f"Rộng hơn “{theirs.cited}” của tỉnh: {'; '.join(more)}. Chỉ lưu được khi ghi "
                    "căn cứ là văn bản của xã, phường cho phép."
                )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Keep who checked the rule against its document."""
        if "verified_on" in self.changed_data:
            self.instance.verified_by = self.for_user
        return super().save(commit)
