"""One whole pass: what is due is written down, fanned out, sent, and the rest repaired."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from broadcast import bot_care, sending, sweeping
from campaigns import planning


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did."""

    occurrences: int
    swept: sweeping.Swept
    sent: sending.Sent


def plan(*, now: datetime) -> int:
    """Write down the occurrences that are due and fan them out; return the new deliveries."""
    planning.spawn_due(now)
    return sweeping.fan_out_all(now=now)


def tick(*, now: datetime) -> Pass:
    """Do one whole pass as of ``now``, without Celery."""
    spawned = planning.spawn_due(now)
    swept = sweeping.sweep(now=now)
    bot_care.look_after(now=timezone.now())
    return Pass(len(spawned), swept, sending.drain(now=now))
