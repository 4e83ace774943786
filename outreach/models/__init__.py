"""Models of the room ``outreach``."""

from outreach.models.counters import DailyCount, TrackedLink
from outreach.models.exposures import Exposure, ExposureKind, Level, Proof
from outreach.models.groups import Leader, RegisterEntry, ResidentialGroup
from outreach.models.people import User
from outreach.models.places import FormerName, Province, Ward
from outreach.models.schools import School, Session, SessionRequest

__all__ = [
    "DailyCount",
    "Exposure",
    "ExposureKind",
    "FormerName",
    "Leader",
    "Level",
    "Proof",
    "Province",
    "RegisterEntry",
    "ResidentialGroup",
    "School",
    "Session",
    "SessionRequest",
    "TrackedLink",
    "User",
    "Ward",
]
