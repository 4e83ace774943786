"""Django's entry for the room ``broadcast``."""

from django.apps import AppConfig


class BroadcastConfig(AppConfig):
    """What leaves the building: channels, the delivery ledger, carriers, leader page."""

    name = "broadcast"
    verbose_name = "Gửi đi"
    default_auto_field = "django.db.models.BigAutoField"
