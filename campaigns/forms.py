"""Forms that know whose ward they work for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm

from campaigns.calendar import NEEDED_FIELD
from cms.wards import pages_of_ward
from media.text import fold
from outreach.models import ResidentialGroup


class WardForm(WagtailAdminModelForm):
    """Puts a new row into the officer's own ward; the ward is never a field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.ward_id is None and self.for_user is not None:
            self.instance.ward_id = self.for_user.ward_id

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.ward_id is None:
            raise ValidationError("Tài khoản này không thuộc xã, phường nào nên không lập được.")
        return cleaned


class AudienceForm(WardForm):
    """Offers the ward's own groups only, and asks for some when groups are to be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = ResidentialGroup.objects.filter(ward_id=self.instance.ward_id, valid_to=None)
        self.fields["groups"].queryset = own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("scope") == "chon" and not cleaned.get("groups"):
            self.add_error("groups", "Chọn ít nhất một tổ dân phố, thôn.")
        return cleaned


class QuietPeriodForm(WardForm):
    """Offers the ward's own groups only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = ResidentialGroup.objects.filter(ward_id=self.instance.ward_id, valid_to=None)
        self.fields["groups"].queryset = own
        self.fields["groups"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["groups"].choices
        )


class CampaignForm(WardForm):
    """Fills in the author and a code, and keeps the dates in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.author_id is None and self.for_user is not None:
            self.instance.author = self.for_user
        self.fields["code"].required = False

    def clean_code(self) -> str:
        title = self.cleaned_data.get("title", "")
        return self.cleaned_data.get("code") or slugify(fold(title))[:40]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        if cleaned.get("is_urgent") and not (cleaned.get("note") or "").strip():
            self.add_error("note", "Ghi lý do đính chính khẩn: tin nào sai, sửa thành gì.")
        taken = type(self.instance).objects.filter(
            ward_id=self.instance.ward_id, code=cleaned.get("code")
        )
        if cleaned.get("code") and taken.exclude(pk=self.instance.pk).exists():
            self.add_error("code", "Mã đợt này đã dùng. Chọn mã khác.")
        return cleaned


class ItemForm(WagtailAdminModelForm):
    """One line of a campaign: own materials, own audiences, and the day that its rule needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ward_id = getattr(self.for_user, "ward_id", None)
        material, audience = self.fields["material"], self.fields["audience"]
        material.queryset = pages_of_ward(material.queryset, ward_id)
        audience.queryset = audience.queryset.filter(ward_id=ward_id or "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        needed = NEEDED_FIELD.get(cleaned.get("rule", ""), "")
        if needed and cleaned.get(needed) is None and needed not in self.errors:
            self.add_error(needed, "Lịch đã chọn cần điền ô này.")
        if cleaned.get("DELETE") and self.instance.pk and self.instance.occurrences.exists():
            raise ValidationError(
                "Nội dung này đã phát hành nên không xoá được. Tạm dừng hoặc huỷ cả đợt."
            )
        return cleaned
