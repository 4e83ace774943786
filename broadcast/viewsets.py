"""The screens of channels and bots."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from broadcast.channel_forms import BotForm
from broadcast.models import Channel, ZaloBot
from broadcast.zalo import hook_words
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


def _hook(bot: ZaloBot) -> str:
    return hook_words.words(bot.hook_outcome)


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
        Column("hook_outcome", label="Nhận tin", accessor=_hook),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(template="broadcast/parts/bot_help.html"),
            FieldPanel("token"),
            FieldRowPanel([FieldPanel("account_label"), FieldPanel("test_chat_id")]),
            FieldPanel("chat_url"),
        ],
        base_form_class=BotForm,
    )


class ChannelGroup(SnippetViewSetGroup):
    """The menu "Kênh"."""

    items = (ChannelViewSet, BotViewSet)
    menu_label = "Kênh"
    menu_icon = "mail"
    menu_order = 420
