"""What a school fills in: a request in three minutes, a report in numbers."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from cms.checks import Channel, check, refuses_save
from outreach.days import DayField
from outreach.models import School, Ward

SOONEST = timedelta(days=3)
FURTHEST = timedelta(days=365)


class RequestForm(forms.Form):
    """Đề nghị tổ chức buổi truyền thông."""

    school = forms.ModelChoiceField(
        School.objects.none(), label="Trường", empty_label="Chọn trường"
    )
    contact_name = forms.CharField(label="Họ tên người liên hệ", max_length=120)
    contact_position = forms.CharField(
        label="Chức vụ", max_length=120, required=False, help_text="Ví dụ: Phó hiệu trưởng."
    )
    contact_phone = forms.RegexField(
        r"^\+?[\d .()-]{8,20}$",
        label="Điện thoại nhà trường",
        error_messages={"invalid": "Ghi số điện thoại của trường, chỉ gồm chữ số."},
    )
    wished_on = DayField("Ngày mong muốn", help_text="Ngày/tháng/năm, ví dụ 20/11/2026.")
    grades = forms.CharField(label="Khối lớp", max_length=120, help_text="Ví dụ: khối 8 và 9.")
    expected_pupils = forms.IntegerField(
        label="Số học sinh dự kiến", min_value=1, max_value=5000, localize=False
    )
    wishes = forms.CharField(
        label="Nội dung mong muốn",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không ghi tên, hoàn cảnh của học sinh nào.",
    )
    website = forms.CharField(required=False, label="Để trống ô này")

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.filter(ward=ward)  # type: ignore[attr-defined]

    def clean_wished_on(self) -> Any:
        day, today = self.cleaned_data["wished_on"], timezone.localdate()
        if not today + SOONEST <= day <= today + FURTHEST:
            raise forms.ValidationError(
                "Chọn ngày cách hôm nay ít nhất 3 ngày, trong vòng một năm."
            )
        return day

    def clean_wishes(self) -> str:
        text: str = self.cleaned_data["wishes"]
        found = check(text, channel=Channel.WEB, hotlines=(), today=timezone.localdate())
        if refusals := refuses_save(found):
            raise forms.ValidationError(refusals[0].message)
        return text

    def clean_website(self) -> str:
        """A field that people do not see; what fills it in is a program."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Để trống ô này.")
        return ""


class ReportForm(forms.Form):
    """Báo cáo sau buổi truyền thông: chỉ có số."""

    held_on = DayField("Ngày tổ chức", help_text="Ngày/tháng/năm, ví dụ 20/11/2026.")
    pupils = forms.IntegerField(label="Số học sinh dự", min_value=1, max_value=5000, localize=False)
    teachers = forms.IntegerField(
        label="Số giáo viên dự", min_value=0, max_value=500, initial=0, localize=False
    )
    has_read_disclosure_card = forms.BooleanField(
        label="Báo cáo viên đã đọc thẻ “Khi trẻ chia sẻ” trong bộ tài liệu",
        error_messages={"required": "Báo cáo viên cần đọc thẻ rồi đánh dấu vào ô này."},
    )
