"""Committing that rows are about to leave: the last look before a call."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils import timezone

from broadcast import bots, claiming
from broadcast.carriers.port import Due
from broadcast.models import Delivery, ZaloBot

_ATTEMPTS = """
INSERT INTO broadcast_attempt (
    delivery_id, number, started_at, outcome, code, reason, message_id
)
SELECT id, attempt_count, sending_at, 'open', '', '', ''
FROM broadcast_delivery WHERE id IN ({ids})
"""


def mark(rows: Sequence[Due], *, token: str, now: datetime) -> list[Due]:
    """Mark ``rows`` as ``sending``, each with an open attempt, and return those that may leave.

    Needs a transaction, and its commit before the calls. The others are given back: campaign or
    bot have been paused or stopped since. The token decides: rows whose lease ran out and that
    another worker holds are not ours.
    """
    if not rows:
        return []
    held = Delivery.objects.filter(
        pk__in=[due.pk for due in rows], lease_token=token, state=Delivery.State.CLAIMED
    )
    may_leave = set(claiming.allowed(held, now=now).values_list("pk", flat=True))
    resting = _resting({due.bot_id for due in rows if due.bot_id is not None})
    leaving = [due for due in rows if due.pk in may_leave and due.bot_id not in resting]
    ids = [due.pk for due in leaving]
    if ids:
        held.filter(pk__in=ids).update(
            state=Delivery.State.SENDING,
            sending_at=timezone.now(),
            attempt_count=F("attempt_count") + 1,
            lease_until=None,
        )
        with connection.cursor() as cursor:
            cursor.execute(_ATTEMPTS.format(ids=", ".join(["%s"] * len(ids))), ids)
    if len(leaving) < len(rows):
        staying = set(rows).difference(leaving)
        claiming.release(staying, token=token, now=timezone.now())
    return leaving


def _resting(bot_ids: set[int]) -> set[int]:
    """Return those of the bots that may not write now."""
    now = timezone.now()
    return {
        bot.pk
        for bot in ZaloBot.objects.filter(pk__in=bot_ids).only("state", "paused_until")
        if not bots.is_usable(bot, now=now)
    }
