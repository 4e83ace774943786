"""A ward, a rule and a request to vary: Monday 20/7/2026, 17:00, cluster SC-03, 84 seconds."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from broadcast import slots
from broadcast.slots.values import Extra

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CITATION = "Điều 5, Quyết định 12/QĐ-UBND"
MONDAY = date(2026, 7, 20)
RULE = slots.Rule(
    citation=CITATION,
    windows=(slots.Window(time(5, 30), time(7, 30)), slots.Window(time(16, 30), time(18, 30))),
    quiet_hours=(slots.QuietHours(time(7), time(7, 30), "giờ học gần trường", frozenset({2})),),
    weekdays=frozenset(range(1, 6)),
    extras=(Extra(date(2026, 7, 26), "tuần lễ 30/7", "Kế hoạch 40/KH-UBND"),),
    sessions_per_day=2,
    minutes_per_session=15,
    lead_hours=24,
)
RULES = slots.Rules(ward=(RULE,))
NOW = datetime(2026, 7, 1, 8, tzinfo=ZONE)
REQUEST = slots.Request(
    cluster=slots.Cluster("SC-03"), starts_at=datetime(2026, 7, 20, 17, tzinfo=ZONE), seconds=84
)


def at(hour: int, minute: int = 0, *, day: date = MONDAY, **fields: Any) -> slots.Request:
    """Return the request at another time, otherwise changed as told."""
    start = datetime.combine(day, time(hour, minute), ZONE)
    return replace(REQUEST, starts_at=start, **fields)


def booked(hour: int, minute: int = 0, *, seconds: int = 120, **fields: Any) -> slots.Booked:
    """Return an airing of Monday."""
    values = {"title": "Việc nhẹ lương cao", "owner": "Lò Thị Mẩy", **fields}
    start = datetime.combine(MONDAY, time(hour, minute), ZONE)
    return slots.Booked(starts_at=start, seconds=seconds, **values)


def why(request: slots.Request, *airings: slots.Booked, **given: Any) -> list[slots.Reason]:
    """Return the reasons against ``request``."""
    values = {"rules": RULES, "quiet_periods": [], "now": NOW, **given}
    return slots.why_not(request, airings=airings, **values)
