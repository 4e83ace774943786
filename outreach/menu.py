"""Menu lines of the admin by who needs them."""

from wagtail.admin.menu import MenuItem


class OfficerItem(MenuItem):
    """A menu line that only an officer of a ward needs."""

    def is_shown(self, request: object) -> bool:
        return bool(getattr(getattr(request, "user", None), "is_officer", False))


class WardItem(MenuItem):
    """A menu line for everybody who works for a ward."""

    def is_shown(self, request: object) -> bool:
        return bool(getattr(getattr(request, "user", None), "ward_id", None))


class ApproverItem(MenuItem):
    """A menu line for those who approve."""

    def is_shown(self, request: object) -> bool:
        return bool(getattr(getattr(request, "user", None), "is_approver", False))
