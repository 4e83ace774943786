"""The form that takes a recording in."""

from typing import Any

from django import forms

from cms.models import MaterialPage
from cms.wards import pages_of_ward
from media.models import Recording
from media.versions import Version


class UploadForm(forms.Form):
    """A file for one version of an approved script of the ward."""

    page: forms.ModelChoiceField[MaterialPage] = forms.ModelChoiceField(
        label="Bài phát thanh", queryset=MaterialPage.objects.none(), empty_label="Chọn bài"
    )
    version = forms.ChoiceField(
        label="Phiên bản",
        choices=[(v.value, f"{v.label} (đến {v.seconds} giây)") for v in Version],
        initial=Version.MEDIUM.value,
    )
    file = forms.FileField(
        label="Tệp ghi âm",
        help_text="Bản ghi từ điện thoại: mp3, m4a, wav hoặc ogg, không quá 50 MB và 20 phút.",
    )
    reader = forms.CharField(label="Người đọc", max_length=120)
    origin = forms.ChoiceField(label="Nguồn", choices=Recording.Origin.choices)
    has_consent = forms.BooleanField(label="Người đọc đồng ý cho phát bản ghi này")

    def __init__(self, *args: Any, ward_id: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = pages_of_ward(MaterialPage.objects.live(), ward_id)
        chooser: Any = self.fields["page"]
        chooser.queryset = pages.exclude(script_text="").order_by("title")
        self.fields["file"].widget.attrs["accept"] = "audio/*,.mp3,.m4a,.wav,.ogg"
