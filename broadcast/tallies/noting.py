"""Writing down by how much the numbers of an occurrence have changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from broadcast import locking
from broadcast.models import Delivery

State = Delivery.State

ON_THE_WAY = frozenset({State.PLANNED, State.CLAIMED, State.SENDING})

_CHANGES = locking.Table(occurrence_id=int, state=str, change=int)
_NOTE = """
WITH change AS ({changes})
INSERT INTO broadcast_tally (occurrence_id, state, change, at)
SELECT occurrence_id, state, change, %s FROM change
"""


def note(changes: Mapping[tuple[int, str], int], *, at: datetime) -> None:
    """Write down ``changes`` (occurrence and state -> by how many rows), in one INSERT."""
    folded: Counter[tuple[int, str]] = Counter()
    for (occurrence_id, state), change in changes.items():
        folded[occurrence_id, _folded(state)] += change
    rows = [(*key, change) for key, change in folded.items() if change]
    if rows:
        moment = connection.ops.adapt_datetimefield_value(at)
        with locking.cursor() as cursor:
            cursor.execute(_NOTE.format(changes=_CHANGES.sql), [*_CHANGES.parameters(rows), moment])


def moved(rows: Iterable[tuple[int, str]], *, to: str, at: datetime) -> None:
    """Write down that ``rows`` (occurrence and the state they left) are now in state ``to``."""
    changes: Counter[tuple[int, str]] = Counter()
    for occurrence_id, before in rows:
        changes[occurrence_id, before] -= 1
        changes[occurrence_id, to] += 1
    note(changes, at=at)


def _folded(state: str) -> str:
    return State.PLANNED.value if state in ON_THE_WAY else State(state).value
