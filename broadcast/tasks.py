"""Celery rings the bell and carries nothing: the database is the queue."""

from celery import shared_task
from django.utils import timezone

from broadcast import sending, sweeping, ticking
from broadcast.zalo import inbound as events

_LIMITS = {"soft_time_limit": 600, "time_limit": 660, "acks_late": True, "ignore_result": True}


@shared_task(name="broadcast.plan", **_LIMITS)
def plan() -> None:
    ticking.plan(now=timezone.now())


@shared_task(name="broadcast.drain", **_LIMITS)
def drain() -> None:
    sending.drain(batches=20)


@shared_task(name="broadcast.sweep", **_LIMITS)
def sweep() -> None:
    sweeping.sweep(now=timezone.now())


@shared_task(name="broadcast.inbound", **_LIMITS)
def inbound() -> None:
    events.work_through()
