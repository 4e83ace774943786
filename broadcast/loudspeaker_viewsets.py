"""The registers behind the slot book: clusters, regulations, the monthly duty."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from broadcast.loudspeaker_forms import ClusterForm, OwnRuleForm, RuleForm
from broadcast.models import Loudspeaker, MonthlyDuty, SlotRule
from campaigns.viewsets import OwnWard


class ClusterViewSet(OwnWard):
    """Cụm loa."""

    model = Loudspeaker
    icon = "globe"
    menu_label = "Cụm loa"
    copy_view_enabled = False
    list_display = ["code", "name", Column("get_technology_display", label="Công nghệ")]
    search_fields = ["code", "name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("name"), FieldPanel("technology")]),
            FieldPanel("groups"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("off_from"), FieldPanel("off_until")]),
                    FieldPanel("off_reason"),
                ],
                heading="Ngừng phát",
            ),
        ],
        base_form_class=ClusterForm,
    )


class SlotRuleViewSet(OwnWard):
    """Quy chế phát thanh."""

    model = SlotRule
    icon = "clipboard-list"
    menu_label = "Quy chế phát thanh"
    copy_view_enabled = False
    list_display = [
        "citation",
        Column("article", label="Điều, khoản"),
        Column("valid_from", label="Từ ngày"),
        Column("valid_until", label="Đến hết ngày"),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content="<p>Ghi theo văn bản thật. Chưa có quy chế thì ghi căn cứ “tạm dùng, chưa "
                "có quy chế”. Ô để trống thì theo quy định của tỉnh.</p>"
            ),
            FieldPanel("citation"),
            FieldRowPanel([FieldPanel("article"), FieldPanel("issued_on")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FieldPanel("weekdays"),
            FieldRowPanel(
                [
                    FieldPanel("sessions_per_day"),
                    FieldPanel("minutes_per_session"),
                    FieldPanel("lead_hours"),
                ]
            ),
            FieldRowPanel([FieldPanel("counts_relay"), FieldPanel("relay_minutes")]),
            InlinePanel("windows", heading="Khung được phát", label="khung"),
            InlinePanel(
                "quiet_times",
                heading="Giờ yên tĩnh",
                label="giờ yên tĩnh",
                panels=[
                    FieldPanel(
                        "weekdays",
                        help_text="Để trống là mọi ngày. 1 là thứ Hai, 7 là Chủ nhật; ví dụ: 6,7.",
                    ),
                    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                    FieldPanel("reason"),
                ],
            ),
            InlinePanel("exceptions", heading="Ngày được phát thêm", label="ngày"),
            FieldRowPanel([FieldPanel("verified_on"), FieldPanel("source_url")]),
        ],
        base_form_class=RuleForm,
    )


class DutyViewSet(OwnWard):
    """Chỉ tiêu phát thanh hằng tháng."""

    model = MonthlyDuty
    icon = "tick-inverse"
    menu_label = "Chỉ tiêu hằng tháng"
    copy_view_enabled = False
    list_display = [
        "topic",
        Column("min_airings", label="Số lần"),
        Column("citation", label="Căn cứ"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("topic"), FieldPanel("min_airings")]),
            FieldPanel("citation"),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        ],
        base_form_class=OwnRuleForm,
    )


class LoudspeakerGroup(SnippetViewSetGroup):
    """The menu "Thiết lập loa"."""

    items = (ClusterViewSet, SlotRuleViewSet, DutyViewSet)
    menu_label = "Thiết lập loa"
    menu_icon = "cog"
    menu_order = 425
