"""What the room ``outreach`` adds to the admin."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from outreach.menu import OfficerItem, WardItem
from outreach.views import groups, reach, schools


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("to-dan-pho/", groups.upload, name="outreach_groups"),
        path("to-dan-pho/xem-truoc/", groups.preview, name="outreach_groups_preview"),
        path("to-dan-pho/ghi/", groups.save, name="outreach_groups_save"),
        path("to-dan-pho/mau.xlsx", groups.template, name="outreach_groups_template"),
        path("do-phu/", reach.page, name="outreach_reach"),
        path("do-phu/can-cu/", reach.rows, name="outreach_reach_rows"),
        path("truong-hoc/", schools.desk, name="outreach_schools"),
        path("truong-hoc/<int:pk>/", schools.one, name="outreach_school_request"),
        path("truong-hoc/<int:pk>/dong-y/", schools.approve, name="outreach_school_approve"),
        path("truong-hoc/<int:pk>/tu-choi/", schools.refuse, name="outreach_school_refuse"),
    ]


@hooks.register("register_admin_menu_item")
def groups_item() -> MenuItem:
    return OfficerItem("Tổ dân phố", reverse("outreach_groups"), icon_name="group", order=400)


@hooks.register("register_admin_menu_item")
def schools_item() -> MenuItem:
    return WardItem(
        "Trường học", reverse("outreach_schools"), icon_name="clipboard-list", order=300
    )


@hooks.register("register_admin_menu_item")
def reach_item() -> MenuItem:
    return MenuItem("Mức độ tiếp cận", reverse("outreach_reach"), icon_name="view", order=250)
