"""When a bot's next messages may leave: evenly spaced, reserved ahead, for all workers together.

A bot has one moment, ``free_at``, before which nothing more may leave. A worker that takes messages
moves it on and sends each at its own moment, so that many workers together never exceed the rate.
Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

# Spacing a little wider than the limit: a call that starts some milliseconds late must not crowd
# the second that follows.
MARGIN = 1.008
# How far ahead moments are reserved, and at least how many of them, so that a claim is worth its
# statements. A worker that dies leaves no more than this unused; what is urgent waits no longer.
AHEAD, LEAST = timedelta(seconds=0.5), 2
# The first moment is never now: it takes a while to write down that the message leaves.
LEAD = timedelta(milliseconds=30)


def moments(*, free_at: datetime | None, now: datetime, per_second: float) -> Iterator[datetime]:
    """Yield the moments near ahead at which messages may leave; all ``now`` without a limit.

    ``per_second`` is the limit; 0 or less means none. At least one moment is yielded as soon as
    the bot is free.
    """
    if per_second <= 0:
        while True:
            yield now
    moment = max(free_at or now, now + LEAD)
    until = now + ahead(per_second=per_second)
    while moment <= until:
        yield moment
        moment = next_free(moment, per_second=per_second)


def ahead(*, per_second: float) -> timedelta:
    """Return how far ahead moments are reserved at this rate."""
    return max(AHEAD, LEAST * spacing(per_second=per_second))


def next_free(last: datetime, *, per_second: float) -> datetime:
    """Return the first moment after ``last`` at which a further message may leave."""
    return last + spacing(per_second=per_second)


def spacing(*, per_second: float) -> timedelta:
    """Return how far apart two messages must leave; nothing without a limit."""
    return timedelta(seconds=MARGIN / per_second) if per_second > 0 else timedelta(0)
