"""What each answer makes of its delivery: state, attempt, exposure and tally, all at once.

Receipts are the rule and are written in a few statements however many there are; each other answer
is an exception with a story of its own, and is written by itself.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from broadcast import bots, exposing, lanes, locking, quotas, tallies
from broadcast.carriers.port import BotEffect, Due, NotSent, Receipt, Refused, SendError
from broadcast.fan_out import RINGING
from broadcast.models import Attempt, Channel, Delivery
from campaigns import calendar, planning
from campaigns.models import ChannelKind

# Seconds to wait after the first, second … failed attempt; then the last one again and again.
BACKOFF = (30, 60, 120, 300, 600, 900)
JITTER = 0.2
# What a bot's rate or quota held up has not been tried: the wait does not grow.
NOT_AN_ATTEMPT = frozenset({"429", "no_token", "401"})

_TRIED = locking.Table(id=int, number=int, message_id=str)
_TAKEN = locking.Table(id=int, message_id=str, via=str, bot_id=int)
_SENT = """
WITH answer AS ({answers})
UPDATE broadcast_delivery SET
    state = 'sent', sent_at = %s, via = answer.via, bot_id = NULLIF(answer.bot_id, 0),
    message_id = answer.message_id, reason = '', lease_token = ''
FROM answer WHERE broadcast_delivery.id = answer.id AND broadcast_delivery.state || '' = 'sending'
RETURNING broadcast_delivery.id
"""
_CLOSED = """
WITH answer AS ({answers})
UPDATE broadcast_attempt SET
    finished_at = %s, outcome = 'sent', message_id = answer.message_id
FROM answer
WHERE broadcast_attempt.delivery_id = answer.id AND broadcast_attempt.number = answer.number
"""

_OUTCOMES = {NotSent: Attempt.Outcome.NOT_SENT, Refused: Attempt.Outcome.REFUSED}
# Stands for any receipt where only its being one matters.
WELL = Receipt(message_id="", via="", sent_at=None)


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What was seen of a call, and what the carrier makes of it for the delivery."""

    due: Due
    seen: Receipt | SendError
    judged: Receipt | SendError

    @property
    def is_sent(self) -> bool:
        return isinstance(self.judged, Receipt)


def settle(answered: Sequence[Answered], *, now: datetime) -> Counter[str]:
    """Write every answer down and return how many deliveries came to which state.

    Needs a transaction. Only a row that is still ``sending`` changes: one that the sweeper has
    called ``unknown`` meanwhile keeps waiting for a person, and the attempt alone remembers the
    answer. Deliveries are written before their attempts, as the sweeper does it: two that wait for
    each other would be a deadlock.
    """
    if not answered:
        return Counter()
    sent = _write_sent([answer for answer in answered if answer.is_sent], now=now)
    others = [answer for answer in answered if not answer.is_sent]
    states = {answer: _move(answer, now=now) for answer in others}
    _close_attempts(answered)
    ours = {answer: str(Delivery.State.SENT) for answer in sent}
    ours |= {answer: state for answer, state in states.items() if state}
    # In the order of the answers: a receipt clears the errors before it, not those behind it.
    _tell_the_bots(answer for answer in answered if answer in ours)
    changes: Counter[tuple[int, str]] = Counter()
    for answer, state in ours.items():
        changes[answer.due.occurrence_id, state] += 1
        changes[answer.due.occurrence_id, str(Delivery.State.SENDING)] -= 1
    tallies.note(changes, at=timezone.now())
    return Counter(ours.values())


def _close_attempts(answered: Sequence[Answered]) -> None:
    """Write what was seen of each call, whatever it means for the delivery."""
    rows = []
    for answer in answered:
        seen = answer.seen
        if isinstance(seen, Receipt):
            rows.append((answer.due.pk, answer.due.number, seen.message_id))
            continue
        Attempt.objects.filter(delivery=answer.due.pk, number=answer.due.number).update(
            finished_at=timezone.now(),
            outcome=_OUTCOMES.get(type(seen), Attempt.Outcome.UNKNOWN),
            code=seen.code[:40],
            reason=seen.reason[:300],
        )
    if rows:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with locking.cursor() as cursor:
            cursor.execute(_CLOSED.format(answers=_TRIED.sql), [*_TRIED.parameters(rows), now])


def _tell_the_bots(answered: Iterable[Answered]) -> None:
    """Let errors tell on their bots and links; a receipt clears what came before it."""
    since: dict[int, list[Answered]] = {}
    well = set()
    for answer in answered:
        bot = answer.due.bot_id
        if bot is None:
            continue
        errors = since.setdefault(bot, [])
        if isinstance(answer.seen, Receipt):
            well.add(bot)
            errors[:] = [e for e in errors if _effect(e) is not BotEffect.BREAKER]
            continue
        errors.append(answer)
        if isinstance(answer.seen, NotSent | Refused):
            quotas.give_back(bot, count=1, now=timezone.now())
    _working, troubled = bots.look(well)
    for bot in sorted(troubled):
        bots.note(bot, WELL)
    for bot, errors in since.items():
        for answer in errors:
            bots.note(bot, answer.seen, link_id=answer.due.link_id)


def _effect(answer: Answered) -> BotEffect:
    return answer.seen.bot_effect if isinstance(answer.seen, SendError) else BotEffect.NONE


def _write_sent(sent: Sequence[Answered], *, now: datetime) -> list[Answered]:
    """Write the deliveries that were sent, with their exposures; return those that were ours."""
    rows = [_taken(answer) for answer in sent]
    if not rows:
        return []
    moment = connection.ops.adapt_datetimefield_value(now)
    with locking.cursor() as cursor:
        cursor.execute(_SENT.format(answers=_TAKEN.sql), [*_TAKEN.parameters(rows), moment])
        moved = {pk for (pk,) in cursor.fetchall()}
    ours = [answer for answer in sent if answer.due.pk in moved]
    exposing.posted(
        exposing.Posted(due.pk, due.kind, due.text, due.group_id, due.occurrence_id, due.due_at)
        for due in (answer.due for answer in ours)
    )
    return ours


def _taken(answer: Answered) -> tuple[int, str, str, int]:
    receipt = answer.judged
    assert isinstance(receipt, Receipt)  # noqa: S101 - is_sent says so, for the type checker
    bot = answer.due.bot_id if isinstance(answer.seen, Receipt) else None
    return answer.due.pk, receipt.message_id, receipt.via, bot or 0


def _move(answer: Answered, *, now: datetime) -> str:
    """Write a delivery that was not sent, or may not have been; "" if it is not ours any more."""
    judged = answer.judged
    assert isinstance(judged, SendError)  # noqa: S101 - not is_sent says so, for the type checker
    row = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("channel")
        .filter(pk=answer.due.pk, state=Delivery.State.SENDING, attempt_count=answer.due.number)
        .first()
    )
    if row is None:
        return ""
    row.reason, row.lease_token, row.bot_id = judged.reason[:300], "", answer.due.bot_id
    if isinstance(judged, NotSent):
        row.state = Delivery.State.PLANNED
        row.next_attempt_at = _next_attempt(row, judged, now)
    elif isinstance(judged, Refused):
        row.state = Delivery.State.FAILED
        fall_back(row, now=now)
    else:
        row.state = Delivery.State.UNKNOWN
    row.save(update_fields=["state", "next_attempt_at", "reason", "lease_token", "bot"])
    return str(row.state)


def _next_attempt(row: Delivery, answer: NotSent, now: datetime) -> datetime:
    if answer.code in NOT_AN_ATTEMPT:
        wait: float = bots.WAIT_SECONDS
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
    fallback, is_new = Delivery.objects.get_or_create(
        occurrence_id=row.occurrence_id,
        channel=relay,
        part=row.part,
        defaults={
            "ward_id": row.ward_id,
            "lane": lanes.lane_of(relay),
            "is_urgent": row.is_urgent,
            "due_at": row.due_at,
            "next_attempt_at": now,
            "expires_at": row.expires_at,
            "text": row.text,
            "picture_url": row.picture_url,
            "content_sha256": row.content_sha256,
            "fallback_of": row,
        },
    )
    if is_new:
        changes = {(row.occurrence_id, str(Delivery.State.PLANNED)): 1}
        tallies.note(changes, at=timezone.now())
    return fallback
