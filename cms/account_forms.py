"""An account as the technician fills it in: one whole name, one role, one place."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms import roles
from cms.models import HomePage
from outreach.models import User, Ward

OWN_FIELDS = {"full_name", "position", "role", "ward", "province"}
# What each role must say of its place; the other place is left empty.
PLACE = {
    User.Role.OFFICER: "ward",
    User.Role.APPROVER: "ward",
    User.Role.PROVINCE: "province",
}


class AccountForm(forms.ModelForm):
    """What creating and changing have in common, beside Wagtail's forms."""

    # Wagtail's two halves of a name have no column here.
    first_name = None
    last_name = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = HomePage.objects.exclude(ward=None).values("ward")
        self.fields["ward"].queryset = Ward.objects.filter(pk__in=opened)  # type: ignore[attr-defined]
        self.fields["email"].required = False
        self.fields["full_name"].required = True

    def clean(self) -> dict[str, Any]:
        """Keep the place that the role has and drop the other one."""
        cleaned: dict[str, Any] = super().clean() or {}
        needed = PLACE.get(cleaned.get("role", ""))
        for name in ("ward", "province"):
            if name != needed:
                cleaned[name] = None
            elif not cleaned.get(name):
                self.add_error(name, "Chọn nơi làm việc của vai trò này.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save, and let the role decide the groups of everybody but technicians."""
        user = super().save(commit)
        if commit and user.role in PLACE:
            roles.admit(user)
        return user


class NewAccountForm(AccountForm, UserCreationForm):
    """Tài khoản mới."""

    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields | OWN_FIELDS) - {"first_name", "last_name"}


class ChangedAccountForm(AccountForm, UserEditForm):
    """Tài khoản đã có."""

    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields | OWN_FIELDS) - {"first_name", "last_name"}
