"""Committing that rows are about to leave: the last look before a call."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from broadcast import bots, claiming, leaving, locking
from broadcast.carriers.port import Due
from campaigns.models import Campaign

_WANTED = locking.Table(id=int, number=int, token=str)
_MARK = """
WITH wanted AS ({rows})
UPDATE broadcast_delivery SET
    state = 'sending', sending_at = %s, attempt_count = attempt_count + 1, lease_until = NULL
FROM wanted
WHERE broadcast_delivery.id = wanted.id AND attempt_count = wanted.number - 1
    AND lease_token = wanted.token AND state || '' = 'claimed' AND expires_at > %s
    AND (
        SELECT occurrence.cancelled_at IS NULL AND campaign.state = %s
        FROM campaigns_occurrence AS occurrence
        JOIN campaigns_campaign AS campaign ON campaign.id = occurrence.campaign_id
        WHERE occurrence.id = broadcast_delivery.occurrence_id
    )
RETURNING broadcast_delivery.id, broadcast_delivery.lease_token
"""


def mark(rows: Sequence[Due], *, now: datetime) -> list[Due]:
    """Mark ``rows`` as ``sending``, each with an open attempt, and return those that may leave.

    Needs a transaction, and its commit before the calls. The others are given back: campaign or
    bot have been paused or stopped since. The claim's token decides, with the number of the
    attempt: a copy whose lease ran out is not ours any more, even if we claimed its row anew.
    """
    if not rows:
        return []
    working, _troubled = bots.look({due.bot_id for due in rows if due.bot_id is not None})
    may_leave = [due for due in rows if due.bot_id is None or due.bot_id in working]
    going = _mark(may_leave, now=now)
    if len(going) < len(rows):
        staying = set(rows).difference(going)
        claiming.release(staying, now=timezone.now())
    return going


def _mark(rows: Sequence[Due], *, now: datetime) -> list[Due]:
    stored, moment = connection.ops.adapt_datetimefield_value, timezone.now()
    wanted = _WANTED.parameters((due.pk, due.number, due.token) for due in rows)
    approved = str(Campaign.State.APPROVED)
    with locking.cursor() as cursor:
        cursor.execute(
            _MARK.format(rows=_WANTED.sql),
            [*wanted, stored(moment), stored(now), approved],
        )
        marked = set(cursor.fetchall())
    going = [due for due in rows if (due.pk, due.token) in marked]
    leaving.open_attempts(going, now=moment)
    return going
