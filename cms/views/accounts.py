"""One's own account: Wagtail's screen without the two halves of a name."""

from typing import Any

from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel


class Account(AccountView):
    """Tài khoản. A name is kept whole (``User.full_name``); the technician sees to it."""

    def get_panels(self) -> list[Any]:
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, NameEmailSettingsPanel)]
