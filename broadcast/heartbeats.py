"""Signs of life, written by whoever is at work; ``broadcast.health`` reads them.

Every task leaves its mark when a worker takes it up and when it has ended well, without a line of
its own: Celery's hooks below see to it. A task that goes on for long calls ``alive`` between its
batches, so that a worker that is busy is told from one that hangs.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from celery import signals
from django.utils import timezone

from broadcast.models import Heartbeat

BEAT = "beat"
# Often enough for the shortest threshold, seldom enough to cost nothing.
SECONDS_BETWEEN = 5

_last_written: dict[str, datetime] = {}


def alive(part: str) -> None:
    """Say that ``part`` is at work now; written at most every few seconds for each process."""
    now, last = timezone.now(), _last_written.get(part)
    if last is None or not 0 <= (now - last).total_seconds() < SECONDS_BETWEEN:
        _write(part, {"at": now})


def succeeded(part: str) -> None:
    """Say that ``part`` has just done all it had to do."""
    now = timezone.now()
    _write(part, {"at": now, "succeeded_at": now})


def all_succeeded(parts: Iterable[str]) -> None:
    """Say so of several at once: a pass without Celery did the work of them all."""
    for part in parts:
        succeeded(part)


def _write(part: str, values: dict[str, datetime]) -> None:
    Heartbeat.objects.bulk_create(
        [Heartbeat(part=part, **values)],
        update_conflicts=True,
        unique_fields=["part"],
        update_fields=list(values),
    )
    _last_written[part] = values["at"]


@signals.task_prerun.connect
def _taken_up(*, task: Any, **_kwargs: Any) -> None:
    if not task.request.is_eager:
        alive(task.name)


@signals.task_postrun.connect
def _ended(*, task: Any, state: str, **_kwargs: Any) -> None:
    """Celery catches and logs what goes wrong here, so the task itself is not harmed."""
    if not task.request.is_eager and state == "SUCCESS":
        succeeded(task.name)
