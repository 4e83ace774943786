"""Celery rings the bell and carries nothing: the database is the queue."""

from celery import shared_task
from django.utils import timezone

from broadcast import sending, sweeping, ticking

_LIMITS = {"soft_time_limit": 600, "time_limit": 660, "acks_late": True, "ignore_result": True}

# A drain ends now and then, so that a worker can be stopped and starts afresh.
DRAIN_SECONDS = 50


@shared_task(name="broadcast.plan", **_LIMITS)
def plan() -> None:
    ticking.plan(now=timezone.now())


@shared_task(name="broadcast.drain", **_LIMITS)
def drain() -> None:
    sending.drain(seconds=DRAIN_SECONDS)


@shared_task(name="broadcast.sweep", **_LIMITS)
def sweep() -> None:
    sweeping.sweep(now=timezone.now())
