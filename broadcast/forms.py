"""The few things a leader may tell the platform."""

import secrets
from typing import Any

from django import forms

from broadcast.models import Evidence


class ConfirmForm(forms.Form):
    """One tap: done, or not done with a reason; ``khoa`` makes a repeated tap count once."""

    viec = forms.ChoiceField(choices=Evidence.Claim)
    ly_do = forms.CharField(label="Lý do", max_length=200, required=False)
    so_thanh_vien = forms.IntegerField(
        label="Số thành viên nhóm Zalo (nếu biết)", min_value=1, max_value=100_000, required=False
    )
    khoa = forms.RegexField(r"^[0-9a-f]{16,64}$", required=False)

    def new_key(self) -> str:
        """Return a fresh idempotency key for the page's buttons."""
        return secrets.token_hex(16)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("viec") == Evidence.Claim.NOT_DONE and not cleaned.get("ly_do"):
            self.add_error("ly_do", "Ghi ngắn gọn lý do, ví dụ: mất điện, loa hỏng.")
        return cleaned
