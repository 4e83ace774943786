"""The screens of channels, bots and Zalo links."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from broadcast.channel_forms import BotForm, LinkForm
from broadcast.models import Channel, ZaloBot, ZaloLink
from campaigns.forms import WardForm
from campaigns.viewsets import OwnWard


class ChannelViewSet(OwnWard):
    """Kênh: made with the group; an officer only pauses it or counts its posters."""

    model = Channel
    icon = "mail"
    menu_label = "Kênh của từng tổ"
    copy_view_enabled = False
    list_display = [
        "group",
        Column("get_kind_display", label="Loại kênh"),
        Column("get_state_display", label="Trạng thái"),
    ]
    list_filter = ["kind", "state"]
    list_per_page = 100
    edit_handler = ObjectList(
        [FieldRowPanel([FieldPanel("state"), FieldPanel("copies")])], base_form_class=WardForm
    )


class BotViewSet(OwnWard):
    """Bot Zalo."""

    model = ZaloBot
    icon = "mobile-alt"
    menu_label = "Bot Zalo"
    copy_view_enabled = False
    list_display = [
        "display_name",
        Column("token_last_four", label="Mã truy cập (4 ký tự cuối)"),
        Column("get_state_display", label="Trạng thái"),
        Column("problem", label="Vướng mắc"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("display_name"),
            FieldPanel("token"),
            FieldRowPanel([FieldPanel("state"), FieldPanel("account_label")]),
            FieldPanel("test_chat_id"),
        ],
        base_form_class=BotForm,
    )


class LinkViewSet(OwnWard):
    """Liên kết Zalo."""

    model = ZaloLink
    icon = "link"
    menu_label = "Liên kết Zalo"
    copy_view_enabled = False
    list_display = [
        "group",
        Column("get_kind_display", label="Loại"),
        Column("bot", label="Bot"),
        Column("get_state_display", label="Trạng thái"),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content="<p>Chỉ đặt “Đang dùng” sau khi đã nói chuyện với tổ trưởng và biết chắc "
                "đoạn chat là của đúng tổ.</p>"
            ),
            FieldRowPanel([FieldPanel("bot"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("group"), FieldPanel("leader")]),
            FieldRowPanel([FieldPanel("chat_id"), FieldPanel("state")]),
        ],
        base_form_class=LinkForm,
    )


class ChannelGroup(SnippetViewSetGroup):
    """The menu "Kênh"."""

    items = (ChannelViewSet, BotViewSet, LinkViewSet)
    menu_label = "Kênh"
    menu_icon = "mail"
    menu_order = 420
