"""One urgent message through a bot that pushes nothing, written while others push."""

import os
import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadcast import bots, lanes, trial
from broadcast.models import Channel, Delivery, ZaloBot, ZaloLink
from campaigns.models import ChannelKind, Occurrence
from outreach.models import ResidentialGroup
from scripts.bench import processes

LOOK_EVERY = 0.05  # seconds
# The push is under way once this part of it has been taken.
UNDER_WAY = 0.05


def run(
    *, sizes: list[int], tokens: list[str], urgent: list[str], patience: float
) -> list[dict[str, Any]]:
    """For each size push, write the message while the push runs, and wait until it has left."""
    return [
        _measure(size, tokens=tokens, token=token, patience=patience)
        for size, token in zip(sizes, urgent, strict=True)
    ]


def _measure(deliveries: int, *, tokens: list[str], token: str, patience: float) -> dict[str, Any]:
    with trial.prepared(ChannelKind.ZALO_GROUP, deliveries=deliveries, tokens=tokens) as push:
        job = processes.Job("worker", {"occurrence": push.pk, "seconds": patience}, env=os.environ)
        try:
            job.until_ready()
            job.go()
            _until_pushing(push, most=round(deliveries * (1 - UNDER_WAY)), patience=patience)
            row = _write(push, token=token)
            written, waiting = processes.now(), _waiting(push)
            _until_sent(row, until=written + patience)
        finally:
            job.stop()
    return {"written": written, "waiting": waiting}


def _write(push: Occurrence, *, token: str) -> Delivery:
    """Write the message into the ledger, due like the push, with a group and a bot of its own."""
    ward = push.ward
    group = ResidentialGroup.objects.create(ward=ward, name="Tổ có tin khẩn", position=0)
    channel = Channel.objects.create(ward=ward, group=group, kind=ChannelKind.ZALO_GROUP)
    bot = ZaloBot(ward=ward, display_name="Bot khẩn", per_second=1, monthly_limit=100)
    bots.set_token(bot, token)
    bot.save()
    like = ZaloLink.objects.filter(ward=ward).order_by("pk")[:1].get()
    ZaloLink.objects.create(
        ward=ward, bot=bot, kind=ZaloLink.Kind.GROUP, group=group, chat_id="zgr-khan",
        state=ZaloLink.State.ACTIVE, confirmed_by=like.confirmed_by, confirmed_at=timezone.now(),
    )  # fmt: skip
    return Delivery.objects.create(
        occurrence=push, channel=channel, ward=ward, lane=lanes.lane_of(channel), is_urgent=True,
        due_at=push.due_at, next_attempt_at=push.due_at, text=trial.TEXT,
        expires_at=push.due_at + timedelta(days=1),
    )  # fmt: skip


def _waiting(push: Occurrence) -> int:
    return push.deliveries.filter(state=Delivery.State.PLANNED).count()


def _until_pushing(push: Occurrence, *, most: int, patience: float) -> None:
    end = processes.now() + patience
    while _waiting(push) > most:
        if processes.now() > end:
            raise processes.FailedError("the push did not begin")
        time.sleep(LOOK_EVERY)


def _until_sent(row: Delivery, *, until: float) -> None:
    while not Delivery.objects.filter(pk=row.pk, state=Delivery.State.SENT).exists():
        if processes.now() > until:
            raise processes.FailedError("the urgent message did not leave")
        time.sleep(LOOK_EVERY)
