"""Counting events without counting people (reach.md §6).

Nothing about a reader is ever written: the rate cap and the judgement on robots live in this
process's memory, under a key that dies with it.
"""

import re
import secrets
import time
from collections import deque
from datetime import date
from hashlib import blake2b
from random import randrange

from django.db import connection

from outreach.models import DailyCount, TrackedLink

SHARDS = 8
CAP, WINDOW_SECONDS = 60, 600.0
_KEY = secrets.token_bytes(32)
_recent: dict[bytes, deque[float]] = {}

# Programs that fetch pages for previews, indexes or tests; compared in small letters.
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|scan|monitor|headless|facebookexternalhit|whatsapp|"
    r"viber|curl|wget|python-|go-http|okhttp|java/|libwww|httpclient|lighthouse|phantom|axios"
)
# People who would look like one: Zalo's own browser and other in-app or light browsers.
_PERSON = re.compile(r"zalo (ios|android)/|fban|fbav|coc_coc|opera mini|kaios")
SHORTEST_AGENT = 20


def is_robot(agent: str) -> bool:
    """Whether the user agent ``agent`` is a program; a missing or very short one is."""
    agent = agent.lower()
    if _PERSON.search(agent):
        return False
    return len(agent) < SHORTEST_AGENT or bool(_ROBOT.search(agent))


def is_under_cap(address: str, *, now: float | None = None) -> bool:
    """Admit 60 events in 10 minutes per network address, remembered in memory only."""
    moment = time.monotonic() if now is None else now
    key = blake2b(address.encode(), key=_KEY, digest_size=16).digest()
    if len(_recent) > 10_000:
        _recent.clear()
    times = _recent.setdefault(key, deque())
    while times and moment - times[0] > WINDOW_SECONDS:
        times.popleft()
    if len(times) >= CAP:
        return False
    times.append(moment)
    return True


def count(
    *,
    day: date,
    ward_id: str,
    material_id: int,
    event: DailyCount.Event,
    link: TrackedLink | None,
) -> None:
    """Add one to today's counter of a material; the row knows neither code, group nor hour."""
    channel = link.channel if link else DailyCount.Channel.WEB
    row: list[date | str | int] = [
        day,
        ward_id,
        link.campaign_code if link else "",
        material_id,
        channel,
        event,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_ONE, [*row, randrange(SHARDS)])  # noqa: S311 - spreads locks only


_ADD_ONE = """
INSERT INTO outreach_dailycount
    (date, ward_id, campaign_code, material_id, channel, event, shard, count)
VALUES (%s, %s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (date, ward_id, campaign_code, material_id, channel, event, shard)
DO UPDATE SET count = outreach_dailycount.count + 1
"""
