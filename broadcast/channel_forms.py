"""Forms for channels, bots and links; a token goes in and never comes out again."""

from typing import Any

from django import forms
from django.utils import timezone

from broadcast import bots
from broadcast.models import Channel, ZaloLink
from campaigns.forms import WardForm
from campaigns.models import ChannelKind
from outreach.models import Leader, ResidentialGroup


class BotForm(WardForm):
    """Takes a new token; left empty, the old one stays."""

    token = forms.RegexField(
        r"^\d+:[\w.~-]+$",
        label="Mã truy cập của bot",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Dán mã mà Zalo gửi khi tạo bot. Để trống nếu không đổi.",
        error_messages={"invalid": "Chép nguyên mã từ tin của Zalo: dãy số, hai chấm, chữ và số."},
    )

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        if not token and not self.instance.token_last_four:
            raise forms.ValidationError("Dán mã truy cập của bot.")
        return token

    def save(self, commit: bool = True) -> Any:
        if token := self.cleaned_data["token"]:
            bots.set_token(self.instance, token)
        return super().save(commit)


class LinkForm(WardForm):
    """Links a chat to a group or its leader; the officer who saves it vouches for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ward = self.instance.ward_id
        self.fields["bot"].queryset = self.fields["bot"].queryset.filter(ward_id=ward)
        groups = ResidentialGroup.objects.filter(ward_id=ward, valid_to=None)
        self.fields["group"].queryset = groups
        leaders = Leader.objects.filter(ward_id=ward, term_to=None)
        self.fields["leader"].queryset = leaders

    def save(self, commit: bool = True) -> Any:
        link = self.instance
        if link.state == ZaloLink.State.ACTIVE:
            link.confirmed_by, link.confirmed_at = self.for_user, timezone.now()
        saved = super().save(commit)
        if link.kind == ZaloLink.Kind.GROUP and link.state == ZaloLink.State.ACTIVE:
            Channel.objects.get_or_create(
                group=link.group, kind=ChannelKind.ZALO_GROUP, defaults={"ward_id": link.ward_id}
            )
        return saved
