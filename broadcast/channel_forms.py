"""The form of a bot: a token goes in, is asked at Zalo whose it is, and never comes out again."""

from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone

from broadcast import bot_care, bot_hooks
from broadcast.carriers.port import SendError
from broadcast.models import ZaloBot
from campaigns.forms import WardForm

KNOWN = "Bot này đã có trong hệ thống."


class BotForm(WardForm):
    """Takes a new token; left empty, the old one stays.

    Zalo is asked before anything is saved, and given the address for what it hears afterwards.
    """

    token = forms.RegexField(
        r"^\d+:[\w.~-]+$",
        label="Mã truy cập của bot",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Dán mã mà Zalo gửi khi tạo bot. Để trống nếu không đổi.",
        error_messages={"invalid": "Chép nguyên mã từ tin của Zalo: dãy số, hai chấm, chữ và số."},
    )
    chat_url = forms.URLField(
        label="Liên kết mở bot",
        required=False,
        assume_scheme="https",
        help_text="Chép từ trang tạo bot của Zalo. Chỉ đưa cho tổ trưởng, không đăng công khai.",
    )
    found: dict[str, Any] | None = None

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        if not token:
            if not self.instance.token_last_four:
                raise forms.ValidationError("Dán mã truy cập của bot.")
            return ""
        try:
            self.found = bot_care.who_is(token, known_id=self.instance.zalo_id)
        except bot_care.AnotherBotError as error:
            raise forms.ValidationError(str(error)) from None
        except SendError as error:
            raise forms.ValidationError(f"{error.reason} Mã chưa được lưu.") from None
        same = ZaloBot.objects.filter(zalo_id=self.found["zalo_id"]).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(KNOWN)
        return token

    def save(self, commit: bool = True) -> Any:
        if self.found is None:
            return super().save(commit)
        token = self.cleaned_data["token"]
        bot_care.take_token(self.instance, token, found=self.found, now=timezone.now())
        saved = super().save(commit)
        transaction.on_commit(partial(bot_hooks.open_hook, saved.pk))
        return saved
