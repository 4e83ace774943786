"""The form that takes a recording in."""

from typing import Any

from django import forms

from cms import machine_recordings
from cms.models import MaterialPage
from cms.wards import pages_of_ward
from media.models import Recording
from media.versions import Version


class VoiceRecordingForm(forms.Form):
    """One of the operator's voices reads an approved script."""

    page: "forms.ModelChoiceField[MaterialPage]" = forms.ModelChoiceField(
        label="Bài phát thanh", queryset=MaterialPage.objects.none(), empty_label="Chọn bài"
    )
    version = forms.ChoiceField(label="Phiên bản", choices=[(v.value, v.label) for v in Version])
    voice = forms.ChoiceField(label="Giọng máy")

    def __init__(self, *args: Any, ward_id: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_scripts(self, ward_id)
        chooser: Any = self.fields["voice"]
        chooser.choices = [(voice.name, voice.label) for voice in machine_recordings.voices()]


def _choose_scripts(form: forms.Form, ward_id: str | None) -> None:
    pages = pages_of_ward(MaterialPage.objects.live(), ward_id)
    chooser: Any = form.fields["page"]
    chooser.queryset = pages.exclude(script_text="").order_by("title")


class UploadForm(forms.Form):
    """A file for one version of an approved script of the ward."""

    page: "forms.ModelChoiceField[MaterialPage]" = forms.ModelChoiceField(
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
        _choose_scripts(self, ward_id)
        self.fields["file"].widget.attrs["accept"] = "audio/*,.mp3,.m4a,.wav,.ogg"
