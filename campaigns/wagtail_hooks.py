"""What the room ``campaigns`` adds to the admin."""

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from campaigns.views import plan
from campaigns.viewsets import CampaignGroup

register_snippet(CampaignGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("dot/<int:pk>/ke-hoach/", plan.show, name="campaigns_plan"),
        path("dot/<int:pk>/lam/", plan.act, name="campaigns_act"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("lantoa.pause", "Tạm dừng đợt", "Đã tạm dừng đợt")
    actions.register_action("lantoa.resume", "Tiếp tục đợt", "Đã cho đợt tiếp tục")
    actions.register_action("lantoa.cancel", "Huỷ đợt", "Đã huỷ phần chưa gửi của đợt")
