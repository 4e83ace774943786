"""The menu of the loudspeakers: book, recordings, hand-over, logs, duty."""

from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from outreach.menu import OfficerItem, WardItem


class WardSubmenu(SubmenuMenuItem):
    """A submenu for everybody who works for a ward."""

    def is_shown(self, request: object) -> bool:
        return bool(getattr(getattr(request, "user", None), "ward_id", None))


def loudspeaker_items() -> MenuItem:
    """Return the submenu "Loa truyền thanh"."""
    items = [
        WardItem(
            "Lịch phát loa", reverse("broadcast_slot_book"), icon_name="calendar-alt", order=1
        ),
        WardItem("Bản ghi âm", reverse("cms_recordings"), icon_name="media", order=2),
        WardItem("Bàn giao bản tin", reverse("broadcast_handover"), icon_name="download", order=3),
        OfficerItem("Nhật ký phát", reverse("broadcast_play_logs"), icon_name="history", order=4),
        WardItem(
            "Chỉ tiêu hằng tháng", reverse("broadcast_duty"), icon_name="tick-inverse", order=5
        ),
        WardItem("Từ điển đọc", reverse("cms_readings"), icon_name="openquote", order=6),
    ]
    menu = Menu(items=items)
    return WardSubmenu("Loa truyền thanh", menu, icon_name="globe", order=205, name="loa")
