"""Models of the room ``broadcast``."""

from broadcast.models.channels import Channel
from broadcast.models.deliveries import Attempt, Delivery, Evidence
from broadcast.models.zalo import ZaloBot, ZaloLink

__all__ = ["Attempt", "Channel", "Delivery", "Evidence", "ZaloBot", "ZaloLink"]
