"""Wording checks (safety.md §7): what a text may not say, found before it can leave. Pure."""

from cms.checks.findings import Channel, Finding, HotlineNumber, Level, refuses_save
from cms.checks.judging import check

__all__ = ["Channel", "Finding", "HotlineNumber", "Level", "check", "refuses_save"]
