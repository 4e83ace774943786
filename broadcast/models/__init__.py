"""Models of the room ``broadcast``."""

from broadcast.models.airings import Airing
from broadcast.models.attempts import Attempt
from broadcast.models.channels import Channel
from broadcast.models.deliveries import Delivery
from broadcast.models.duties import MonthlyDuty
from broadcast.models.evidence import Evidence
from broadcast.models.heartbeats import Heartbeat
from broadcast.models.inbound import InboundEvent, LinkCode
from broadcast.models.loudspeakers import Loudspeaker
from broadcast.models.play_logs import PlayLogFile, PlayLogRow, VendorMapping
from broadcast.models.quotas import BotMonth
from broadcast.models.slot_rules import (
    QuietTime,
    SlotRule,
    SlotWindow,
    WeekendException,
)
from broadcast.models.tallies import Tally
from broadcast.models.zalo import ZaloBot, ZaloLink

__all__ = [
    "Airing",
    "Attempt",
    "BotMonth",
    "Channel",
    "Delivery",
    "Evidence",
    "Heartbeat",
    "InboundEvent",
    "LinkCode",
    "Loudspeaker",
    "MonthlyDuty",
    "PlayLogFile",
    "PlayLogRow",
    "QuietTime",
    "SlotRule",
    "SlotWindow",
    "Tally",
    "VendorMapping",
    "WeekendException",
    "ZaloBot",
    "ZaloLink",
]
