"""Celery rings the bell and carries nothing: the database is the queue."""

import dataclasses

from celery import shared_task
from django.utils import timezone

from broadcast import bot_care, heartbeats, reporting, sending, stopping, sweeping, ticking
from broadcast.zalo import inbound as events

# What a worker loads with its tasks: they hook into Celery when they are imported.
HOOKS = (heartbeats, stopping)
_LIMITS = {"soft_time_limit": 600, "time_limit": 660, "acks_late": True, "ignore_result": True}

# A drain ends now and then, so that a worker can be stopped and starts afresh.
DRAIN_SECONDS = 50


@shared_task(name="broadcast.plan", **_LIMITS)
def plan() -> None:
    made = ticking.plan(now=timezone.now())
    if made:
        reporting.tell("planned", deliveries=made)


@shared_task(name="broadcast.drain", **_LIMITS)
def drain() -> None:
    sent = sending.drain(seconds=DRAIN_SECONDS)
    if sent.total:
        reporting.tell("drained", **sent.states)


@shared_task(name="broadcast.sweep", **_LIMITS)
def sweep() -> None:
    swept = sweeping.sweep(now=timezone.now())
    if any(dataclasses.astuple(swept)):
        reporting.tell("swept", **dataclasses.asdict(swept))


@shared_task(name="broadcast.inbound", **_LIMITS)
def inbound() -> None:
    events.work_through()


@shared_task(name="broadcast.care", **_LIMITS)
def care() -> None:
    bot_care.look_after(now=timezone.now())
