"""Asking how a running occurrence stands, while part of it has left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from broadcast import sending, tallies, trial
from campaigns.models import ChannelKind
from scripts.bench import timing

POLLS = 20


def run(*, sizes: list[int], bots: int, seconds: float) -> list[dict[str, Any]]:
    """Send for ``seconds``, then poll; nothing where there is nothing to ask yet."""
    progress = getattr(tallies, "progress", None)
    if progress is None:
        return []
    return [_measure(progress, size, bots=bots, seconds=seconds) for size in sizes]


def _measure(
    progress: Callable[..., object], deliveries: int, *, bots: int, seconds: float
) -> dict[str, Any]:
    tokens = [f"{number + 1}:bench" for number in range(bots)]
    with trial.prepared(ChannelKind.ZALO_GROUP, deliveries=deliveries, tokens=tokens) as occurrence:
        sending.drain(now=occurrence.due_at + timedelta(seconds=1), seconds=seconds)
        counted = occurrence.deliveries.order_by().values_list("state").annotate(Count("pk"))
        ours, statements = timing.ms_of_sql(
            lambda: progress(occurrence, now=timezone.now()), rounds=POLLS
        )
        naive, _ = timing.ms_of_sql(lambda: list(counted.all()), rounds=POLLS)
    return {"ours": ours, "naive": naive, "statements": statements}
