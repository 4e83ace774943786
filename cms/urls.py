"""Every address of the platform. Rooms above are included by their dotted path."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms.views.accounts import Account

urlpatterns = [
    # Before Wagtail's own, whose name for the address stays.
    path("admin/account/", require_admin_access(Account.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("broadcast.urls")),
    path("", include("cms.public_urls")),
    path("", include(wagtail_urls)),
]
