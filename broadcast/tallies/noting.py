"""Writing down by how much the numbers of an occurrence have changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from broadcast.models import Delivery, Tally

State = Delivery.State

ON_THE_WAY = frozenset({State.PLANNED, State.CLAIMED, State.SENDING})


def note(changes: Mapping[tuple[int, str], int], *, at: datetime) -> None:
    """Write down ``changes`` (occurrence and state -> by how many rows), in one INSERT."""
    folded: Counter[tuple[int, str]] = Counter()
    for (occurrence_id, state), change in changes.items():
        folded[occurrence_id, _folded(state)] += change
    Tally.objects.bulk_create(
        Tally(occurrence_id=occurrence_id, state=state, change=change, at=at)
        for (occurrence_id, state), change in folded.items()
        if change
    )


def moved(rows: Iterable[tuple[int, str]], *, to: str, at: datetime) -> None:
    """Write down that ``rows`` (occurrence and the state they left) are now in state ``to``."""
    changes: Counter[tuple[int, str]] = Counter()
    for occurrence_id, before in rows:
        changes[occurrence_id, before] -= 1
        changes[occurrence_id, to] += 1
    note(changes, at=at)


def _folded(state: str) -> str:
    return State.PLANNED.value if state in ON_THE_WAY else State(state).value
