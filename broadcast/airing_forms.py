"""What whoever read a script out may say of it."""

import secrets
from typing import Any

from django import forms

from broadcast.models import Airing, Evidence
from outreach.models import Leader


class AiringForm(forms.Form):
    """One tap: played, partly, or not with a reason; which group says so."""

    viec = forms.ChoiceField(choices=Evidence.Claim)
    to = forms.TypedChoiceField(label="Tổ", coerce=int)
    ly_do = forms.ChoiceField(
        label="Lý do", choices=[("", "Chọn lý do"), *Airing.Reason.choices], required=False
    )
    ghi_chu = forms.CharField(label="Ghi chú (nếu cần)", max_length=200, required=False)
    khoa = forms.RegexField(r"^[0-9a-f]{16,64}$", required=False)

    def __init__(self, *args: Any, witnesses: list[Leader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["to"]
        chooser.choices = [(leader.pk, str(leader.group)) for leader in witnesses]

    def new_key(self) -> str:
        """Return a fresh idempotency key for the page's buttons."""
        return secrets.token_hex(16)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("viec") == Evidence.Claim.NOT_DONE and not cleaned.get("ly_do"):
            self.add_error("ly_do", "Chọn lý do không phát được.")
        return cleaned


class OutcomeForm(forms.Form):
    """What an officer knows of an airing, and how."""

    viec = forms.ChoiceField(
        label="Kết quả",
        choices=[
            ("da_lam", "Đã phát đủ"),
            ("mot_phan", "Phát một phần"),
            ("khong_lam", "Không phát được"),
        ],
    )
    reason = forms.ChoiceField(
        label="Lý do không phát được",
        choices=[("", "Chọn lý do"), *Airing.Reason.choices],
        required=False,
    )
    how_known = forms.CharField(
        label="Biết bằng cách nào",
        max_length=200,
        help_text="Ví dụ: gọi điện cho tổ trưởng, nghe trực tiếp.",
    )
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)
