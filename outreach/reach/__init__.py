"""Reach: pure functions of exposures and the register (reach.md). No model, no clock.

A dispatch is not a reading, a contact is not a person, an estimate is never one number.
"""

from outreach.reach.figures import Figure, Rung
from outreach.reach.pupils import SchoolRegister
from outreach.reach.values import GroupRegister, Kind, Medium, Occasion, Target

__all__ = [
    "Figure",
    "GroupRegister",
    "Kind",
    "Medium",
    "Occasion",
    "Rung",
    "SchoolRegister",
    "Target",
]
