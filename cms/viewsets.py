"""The screens of the hotline registry."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import Hotline


class HotlineViewSet(SnippetViewSet):
    """Đường dây nóng."""

    model = Hotline
    icon = "mobile-alt"
    menu_label = "Đường dây nóng"
    menu_order = 350
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["id"]
    list_display = [
        "display",
        "owner",
        Column("hours", label="Giờ trực"),
        BooleanColumn("is_free", label="Miễn phí"),
        Column("verified_on", label="Gọi kiểm tra ngày"),
    ]
    search_fields = ["number", "owner"]
    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("display"), FieldPanel("position")]),
        FieldPanel("owner"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("hours"), FieldPanel("is_free"), FieldPanel("is_recorded")]),
        FieldPanel("province"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]),
        FieldPanel("source_url"),
    ]
