"""Django's entry for the room ``outreach``."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Where, who, and what reached them: places, people, schools, exposures, reach."""

    name = "outreach"
    verbose_name = "Địa bàn"
    default_auto_field = "django.db.models.BigAutoField"
