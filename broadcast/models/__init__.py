"""Models of the room ``broadcast``."""

from broadcast.models.airings import Airing
from broadcast.models.channels import Channel
from broadcast.models.deliveries import Attempt, Delivery, Evidence
from broadcast.models.duties import MonthlyDuty
from broadcast.models.loudspeakers import Loudspeaker
from broadcast.models.play_logs import PlayLogFile, PlayLogRow, VendorMapping
from broadcast.models.slot_rules import (
    QuietTime,
    SlotRule,
    SlotWindow,
    WeekendException,
)
from broadcast.models.zalo import ZaloBot, ZaloLink

__all__ = [
    "Airing",
    "Attempt",
    "Channel",
    "Delivery",
    "Evidence",
    "Loudspeaker",
    "MonthlyDuty",
    "PlayLogFile",
    "PlayLogRow",
    "QuietTime",
    "SlotRule",
    "SlotWindow",
    "VendorMapping",
    "WeekendException",
    "ZaloBot",
    "ZaloLink",
]
