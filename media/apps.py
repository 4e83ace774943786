"""Django's entry for the room ``media``."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Makers: plain values in, bytes out; and the finished files they leave behind."""

    name = "media"
    verbose_name = "Xưởng tư liệu"
    default_auto_field = "django.db.models.BigAutoField"
