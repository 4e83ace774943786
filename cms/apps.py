"""Django's entry for the room ``cms``."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class CmsConfig(AppConfig):
    """What is said: pages, channel bodies, hotlines, checks; and the Django project itself."""

    name = "cms"
    default = True
    verbose_name = "Nội dung"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import wagtail_labels  # noqa: PLC0415 needs the models of all apps

        wagtail_labels.translate()


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with the form of this house."""

    default = False
    user_viewset = "cms.account_viewsets.AccountViewSet"
