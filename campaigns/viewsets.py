"""The officer's screens for campaigns, audiences and quiet days."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from campaigns.forms import AudienceForm, CampaignForm, QuietPeriodForm
from campaigns.models import Audience, Campaign, QuietPeriod
from campaigns.panels import ItemsPanel


class OwnWard(SnippetViewSet):
    """Rows of the signed-in person's ward, and no others."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model.objects.visible_to(request.user)


class CampaignViewSet(OwnWard):
    """Đợt truyền thông."""

    model = Campaign
    icon = "calendar-alt"
    menu_label = "Đợt truyền thông"
    list_display = [
        "title",
        Column("get_state_display", label="Trạng thái"),
        Column("starts_on", label="Từ ngày"),
        Column("ends_on", label="Đến ngày"),
    ]
    search_fields = ["title", "code"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("code")]),
            FieldPanel("note"),
            FieldPanel(
                "is_urgent",
                help_text="Chỉ dùng để sửa tin sai hoặc báo việc gấp: tin của đợt đi trước mọi tin "
                "khác đang chờ và được dùng cả 5 % tin cuối tháng để dành của bot. Phải ghi lý do "
                "ở ô “mục đích, căn cứ”. Vẫn cần lãnh đạo duyệt và vẫn giữ giờ yên tĩnh.",
            ),
            HelpPanel(template="campaigns/parts/plan_link.html"),
            ItemsPanel("items", heading="Nội dung của đợt", label="nội dung", min_num=1),
        ],
        base_form_class=CampaignForm,
    )


class AudienceViewSet(OwnWard):
    """Đối tượng."""

    model = Audience
    icon = "group"
    menu_label = "Đối tượng"
    list_display = ["name", Column("get_scope_display", label="Phạm vi")]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("scope"), FieldPanel("groups")],
        base_form_class=AudienceForm,
    )


class QuietPeriodViewSet(OwnWard):
    """Ngày không phát."""

    model = QuietPeriod
    icon = "no-view"
    menu_label = "Ngày không phát"
    list_display = ["reason", "starts_on", "ends_on"]
    search_fields = ["reason"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("reason"),
            FieldPanel(
                "groups",
                help_text="Để trống là cả xã, phường. Chọn tổ (ví dụ tổ có tang lễ) thì chỉ cụm "
                "loa nghe được ở tổ đó không phát; tin nhắn vẫn gửi như thường.",
            ),
        ],
        base_form_class=QuietPeriodForm,
    )


class CampaignGroup(SnippetViewSetGroup):
    """The menu "Kế hoạch"."""

    items = (CampaignViewSet, AudienceViewSet, QuietPeriodViewSet)
    menu_label = "Kế hoạch"
    menu_icon = "calendar-alt"
    menu_order = 150
