"""What the room ``broadcast`` adds to the admin."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from broadcast.home import Today
from broadcast.views import desk, start
from outreach.menu import WardItem


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("tu-lieu-moi/", start.new_material, name="broadcast_new_material"),
        path("luot-gui/", desk.deliveries, name="broadcast_deliveries"),
        path("luot-gui/<int:pk>/", desk.one, name="broadcast_delivery"),
        path("luot-gui/<int:pk>/lam/", desk.act, name="broadcast_act"),
        path("lan-phat-hanh/<int:pk>/", desk.occurrence, name="broadcast_occurrence"),
        path("lan-phat-hanh/<int:pk>/gui-lai/", desk.resend_failed, name="broadcast_resend"),
    ]


@hooks.register("register_admin_menu_item")
def deliveries_item() -> MenuItem:
    return WardItem("Lượt gửi", reverse("broadcast_deliveries"), icon_name="mail", order=200)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("lantoa.seen", "Đã thấy trong nhóm", "Đã thấy tin trong nhóm")
    actions.register_action("lantoa.release", "Cho gửi lại", "Đã cho gửi lại")


@hooks.register("construct_homepage_panels")
def home_panels(request: Any, panels: list[Any]) -> None:
    if getattr(request.user, "ward_id", None):
        panels[:] = [Today()]


@hooks.register("insert_global_admin_css")
def home_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("broadcast/home.css"))
