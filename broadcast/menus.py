"""The room's lines in the admin's menu, and the submenu of the loudspeakers."""

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


def deliveries_item() -> MenuItem:
    """Return the line of the delivery desk."""
    return WardItem("Lượt gửi", reverse("broadcast_deliveries"), icon_name="mail", order=200)


def doubts_item() -> MenuItem:
    """Return the line of what nobody knows to have been sent."""
    return WardItem("Không chắc đã gửi", reverse("broadcast_doubts"), icon_name="help", order=201)


def cards_item() -> MenuItem:
    """Return the line of the leaders' cards."""
    return OfficerItem("Thẻ tổ trưởng", reverse("broadcast_cards"), icon_name="user", order=410)


def trying_item() -> MenuItem:
    """Return the line of the test message."""
    return OfficerItem("Gửi thử", reverse("broadcast_test_send"), icon_name="mobile-alt", order=210)


def links_item() -> MenuItem:
    """Return the line of the Zalo links and bots."""
    return OfficerItem("Liên kết Zalo", reverse("broadcast_links"), icon_name="link", order=212)


ITEMS = (
    links_item,
    deliveries_item,
    doubts_item,
    loudspeaker_items,
    trying_item,
    cards_item,
)
