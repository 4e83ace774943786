"""Models of the room ``campaigns``."""

from campaigns.models.audiences import Audience, QuietPeriod
from campaigns.models.campaigns import ApprovedMaterial, Campaign
from campaigns.models.items import CampaignItem, ChannelKind
from campaigns.models.occurrences import Occurrence

__all__ = [
    "ApprovedMaterial",
    "Audience",
    "Campaign",
    "CampaignItem",
    "ChannelKind",
    "Occurrence",
    "QuietPeriod",
]
