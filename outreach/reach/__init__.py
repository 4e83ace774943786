"""Reach: pure functions of exposures and the register (reach.md). No model, no clock.

A dispatch is not a reading, a contact is not a person, an estimate is never one number.
"""

from outreach.reach.values import GroupRegister, Occasion, Target

__all__ = ["GroupRegister", "Occasion", "Target"]
