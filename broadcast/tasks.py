"""Celery rings the bell and carries nothing: the database is the queue."""

import dataclasses

from celery import shared_task
from django.utils import timezone

from broadcast import heartbeats, reporting, sending, stopping, sweeping, ticking

_LIMITS = {"soft_time_limit": 600, "time_limit": 660, "acks_late": True, "ignore_result": True}


@shared_task(name="broadcast.plan", **_LIMITS)
def plan() -> None:
    made = ticking.plan(now=timezone.now())
    if made:
        reporting.tell("planned", deliveries=made)


@shared_task(name="broadcast.drain", **_LIMITS)
def drain() -> None:
    for _ in range(20):
        sent = sending.drain(batches=1)
        if sent.total:
            heartbeats.alive("broadcast.drain")
            reporting.tell("drained", **sent.states)
        if not sent.total or stopping.is_stopping():
            break


@shared_task(name="broadcast.sweep", **_LIMITS)
def sweep() -> None:
    swept = sweeping.sweep(now=timezone.now())
    if any(dataclasses.astuple(swept)):
        reporting.tell("swept", **dataclasses.asdict(swept))
