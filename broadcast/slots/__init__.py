"""The slot book's judgement (loudspeaker.md §1.3, §11). Pure: values and a clock, no model."""

from broadcast.slots.judging import fits, why_not
from broadcast.slots.limits import FALLBACK_CITATION, Limits, Rules
from broadcast.slots.looseness import looser
from broadcast.slots.reasons import Code, Reason
from broadcast.slots.sessions import Session, sessions
from broadcast.slots.suggesting import suggest
from broadcast.slots.values import (
    Audio,
    Booked,
    Cluster,
    QuietDays,
    QuietHours,
    Request,
    Rule,
    Window,
)

__all__ = [
    "FALLBACK_CITATION",
    "Audio",
    "Booked",
    "Cluster",
    "Code",
    "Limits",
    "QuietDays",
    "QuietHours",
    "Reason",
    "Request",
    "Rule",
    "Rules",
    "Session",
    "Window",
    "fits",
    "looser",
    "sessions",
    "suggest",
    "why_not",
]
