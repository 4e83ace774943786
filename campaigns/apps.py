"""Django's entry for the room ``campaigns``."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """What, to whom, when: campaigns, audiences, calendar rules, occurrences."""

    name = "campaigns"
    verbose_name = "Đợt truyền thông"
    default_auto_field = "django.db.models.BigAutoField"
