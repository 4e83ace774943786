"""What the room ``broadcast`` adds to the admin."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from broadcast import bot_care, linking, menus
from broadcast.admin_urls import urlpatterns
from broadcast.airings import LOG_ACTIONS as AIRING_ACTIONS
from broadcast.home import Machine, Today
from broadcast.loudspeaker_viewsets import LoudspeakerGroup
from broadcast.viewsets import ChannelGroup

register_snippet(ChannelGroup)
register_snippet(LoudspeakerGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return urlpatterns


for make in menus.ITEMS:
    hooks.register("register_admin_menu_item", make)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("lantoa.seen", "Đã thấy trong nhóm", "Đã thấy tin trong nhóm")
    actions.register_action("lantoa.test_send", "Gửi thử", "Đã gửi thử tới đoạn chat thử")
    actions.register_action("lantoa.release", "Cho gửi lại", "Đã cho gửi lại")
    for code, label, message in (*AIRING_ACTIONS, *linking.LOG_ACTIONS, *bot_care.LOG_ACTIONS):
        actions.register_action(code, label, message)


@hooks.register("construct_homepage_panels")
def home_panels(request: Any, panels: list[Any]) -> None:
    if getattr(request.user, "ward_id", None):
        panels[:] = [Today()]
    elif request.user.is_superuser:
        panels.append(Machine())


@hooks.register("insert_global_admin_css")
def home_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("broadcast/home.css"))
