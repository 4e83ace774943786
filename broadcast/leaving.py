"""Writing down that rows are about to leave: ``sending``, each with an open attempt.

To be committed before the calls. Whoever calls this has looked at campaign and bot in the same
transaction, and holds the rows.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from broadcast import locking
from broadcast.carriers.port import Due

_IDS = locking.Table(id=int)
_CALLS = locking.Table(id=int, number=int)
# Nothing but the number finds the rows: an index by state would lead through those that have left.
_LEAVE = """
WITH leaving AS ({ids})
UPDATE broadcast_delivery SET
    state = 'sending', sending_at = %s, attempt_count = attempt_count + 1, lease_token = %s
WHERE id IN (SELECT id FROM leaving) AND state || '' = 'planned'
"""
_ATTEMPTS = """
WITH marked AS ({calls})
INSERT INTO broadcast_attempt (
    delivery_id, number, started_at, outcome, code, reason, message_id
)
SELECT id, number, %s, 'open', '', '', '' FROM marked
"""


def at_once(rows: Sequence[Due], *, token: str, now: datetime) -> None:
    """Mark planned rows that this transaction has locked and that nothing holds up."""
    if not rows:
        return
    ids = _IDS.parameters((due.pk,) for due in rows)
    with locking.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_LEAVE.format(ids=_IDS.sql), [*ids, moment, token])
    open_attempts(rows, now=now)


def open_attempts(rows: Iterable[Due], *, now: datetime) -> None:
    """Write an open attempt for each of the rows, which have just been marked as of ``now``."""
    calls = _CALLS.parameters((due.pk, due.number) for due in rows)
    with locking.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_ATTEMPTS.format(calls=_CALLS.sql), [*calls, moment])
