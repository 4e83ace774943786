"""What the room ``cms`` adds to the admin: the house's colours, and less of what nobody needs."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms import admin_urls, readings, recordings
from cms.viewsets import HotlineViewSet
from outreach.menu import ApproverItem

register_snippet(HotlineViewSet)

# Menus that an officer never needs; the technician keeps them.
_FOR_TECHNICIANS = {"help", "reports", "settings"}


@hooks.register("insert_global_admin_css")
def house_styles() -> SafeString:
    sheets = [(static(f"cms/{name}.css"),) for name in ("admin", "fields", "lists")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("construct_main_menu")
def fewer_items(request: Any, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in _FOR_TECHNICIANS]


@hooks.register("register_admin_menu_item")
def approvals_item() -> MenuItem:
    return ApproverItem("Chờ duyệt", reverse("cms_approvals"), icon_name="check", order=50)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, words in (readings.LOGGED | recordings.LOGGED).items():
        actions.register_action(name, words, words)


@hooks.register("register_admin_urls")
def own_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns
