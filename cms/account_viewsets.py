"""The screens of accounts, with the house's own fields."""

from django import forms
from wagtail.users.views.users import UserViewSet

from cms.account_forms import ChangedAccountForm, NewAccountForm


class AccountViewSet(UserViewSet):
    """Tài khoản."""

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return ChangedAccountForm if for_update else NewAccountForm
