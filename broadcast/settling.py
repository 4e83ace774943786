"""What each answer makes of its delivery; state, attempt and exposure in one transaction."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from broadcast import exposing
from broadcast.carriers.port import NotSent, Receipt, Refused, SendError
from broadcast.fan_out import RINGING
from broadcast.models import Attempt, Channel, Delivery
from campaigns import calendar, planning
from campaigns.models import ChannelKind

# Seconds to wait after the first, second … failed attempt; then the last one again and again.
BACKOFF = (30, 60, 120, 300, 600, 900)
JITTER = 0.2
# A bot that pauses has not tried: the wait does not count as an attempt.
NOT_AN_ATTEMPT = frozenset({"bot_paused"})
BOT_WAIT_SECONDS = 60


@transaction.atomic
def settle(
    rows: Sequence[Delivery], answers: Iterable[Receipt | SendError], *, now: datetime
) -> list[str]:
    """Write every answer down and return the states that came of them.

    Only a row that is still ``sending`` changes: one that the sweeper has called ``unknown``
    meanwhile keeps waiting for a person, and the attempt alone remembers the answer.
    """
    still = set(
        Delivery.objects.select_for_update()
        .filter(pk__in=[row.pk for row in rows], state=Delivery.State.SENDING)
        .values_list("pk", flat=True)
    )
    states = []
    for row, answer in zip(rows, answers, strict=True):
        _close_attempt(row, answer)
        if row.pk in still:
            states.append(_move(row, answer, now))
    exposing.posted([row for row in rows if row.state == Delivery.State.SENT])
    return states


def _close_attempt(row: Delivery, answer: Receipt | SendError) -> None:
    outcomes = {
        Receipt: Attempt.Outcome.SENT,
        NotSent: Attempt.Outcome.NOT_SENT,
        Refused: Attempt.Outcome.REFUSED,
    }
    is_receipt = isinstance(answer, Receipt)
    Attempt.objects.filter(delivery=row, number=row.attempt_count).update(
        finished_at=timezone.now(),
        outcome=outcomes.get(type(answer), Attempt.Outcome.UNKNOWN),
        code="" if is_receipt else answer.code[:40],  # type: ignore[union-attr]
        reason="" if is_receipt else answer.reason[:300],  # type: ignore[union-attr]
        message_id=answer.message_id if isinstance(answer, Receipt) else "",
    )


def _move(row: Delivery, answer: Receipt | SendError, now: datetime) -> str:
    if isinstance(answer, Receipt):
        row.state = Delivery.State.SENT
        row.sent_at = now
        row.message_id, row.via, row.reason = answer.message_id, answer.via, ""
    elif isinstance(answer, NotSent):
        row.state = Delivery.State.PLANNED
        row.next_attempt_at = _next_attempt(row, answer, now)
        row.reason = answer.reason[:300]
    else:
        is_refused = isinstance(answer, Refused)
        row.state = Delivery.State.FAILED if is_refused else Delivery.State.UNKNOWN
        row.reason = answer.reason[:300]
        if is_refused:
            fall_back(row, now=now)
    row.lease_token = ""
    row.save(
        update_fields=[
            "lease_token",
            "state",
            "sent_at",
            "message_id",
            "via",
            "reason",
            "next_attempt_at",
            "bot",
        ]
    )
    return row.state


def _next_attempt(row: Delivery, answer: NotSent, now: datetime) -> datetime:
    if answer.code in NOT_AN_ATTEMPT:
        wait: float = BOT_WAIT_SECONDS
    else:
        wait = BACKOFF[min(row.attempt_count, len(BACKOFF)) - 1]
        wait *= random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads retries
    then = now + timedelta(seconds=max(wait, answer.retry_after or 0))
    if row.channel.kind not in RINGING:
        return then
    start, end = planning.quiet_hours()
    return calendar.after_quiet_time(timezone.localtime(then), start=start, end=end)


def fall_back(row: Delivery, *, now: datetime) -> Delivery | None:
    """Let the leader carry what the bot could not post; once, and with its own row."""
    if row.channel.kind != ChannelKind.ZALO_GROUP:
        return None
    relay = (
        Channel.objects.filter(group=row.channel.group_id, kind=ChannelKind.LEADER_RELAY)
        .exclude(state=Channel.State.OFF)
        .first()
    )
    if relay is None or row.expires_at <= now:
        return None
    fallback, _ = Delivery.objects.get_or_create(
        occurrence_id=row.occurrence_id,
        channel=relay,
        part=row.part,
        defaults={
            "ward_id": row.ward_id,
            "due_at": row.due_at,
            "next_attempt_at": now,
            "expires_at": row.expires_at,
            "text": row.text,
            "picture_url": row.picture_url,
            "content_sha256": row.content_sha256,
            "fallback_of": row,
        },
    )
    return fallback
