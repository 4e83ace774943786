"""The sign-in form: Wagtail 8.0 leaves the password's label to the field's English name."""

from django import forms
from wagtail.admin.forms.auth import LoginForm


class VietnameseLoginForm(LoginForm):
    """Đăng nhập."""

    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(
            attrs={"placeholder": "Nhập mật khẩu", "autocomplete": "current-password"}
        ),
    )
