"""When a bot's next messages may leave: evenly spaced, reserved ahead, for all workers together.

A bot has one moment, ``free_at``, before which nothing more may leave. A worker that takes messages
moves it on and sends each at its own moment, so that many workers together never exceed the rate.
Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

# Spacing a little wider than the limit: a call that starts some milliseconds late must not crowd
# the second that follows.
MARGIN = 1.01
# How far ahead moments are reserved. A worker that dies leaves no more than this unused.
AHEAD = timedelta(seconds=1)


def moments(
    *, free_at: datetime | None, now: datetime, per_second: float, ahead: timedelta = AHEAD
) -> Iterator[datetime]:
    """Yield the moments within ``ahead`` at which messages may leave; all ``now`` without a limit.

    ``per_second`` is the limit; 0 or less means none. At least one moment is yielded as soon as
    the bot is free.
    """
    if per_second <= 0:
        while True:
            yield now
    moment = max(free_at or now, now)
    while moment <= now + ahead:
        yield moment
        moment = next_free(moment, per_second=per_second)


def next_free(last: datetime, *, per_second: float) -> datetime:
    """Return the first moment after ``last`` at which a further message may leave."""
    return last + spacing(per_second=per_second)


def spacing(*, per_second: float) -> timedelta:
    """Return how far apart two messages must leave; nothing without a limit."""
    return timedelta(seconds=MARGIN / per_second) if per_second > 0 else timedelta(0)
