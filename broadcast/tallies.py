"""How occurrences stand, as changes that add up; see ``Tally``."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from broadcast.models import Delivery, Tally

ON_THE_WAY = frozenset({Delivery.State.CLAIMED, Delivery.State.SENDING})


def note(changes: Mapping[tuple[int, str], int], *, at: datetime) -> None:
    """Write how many deliveries more (or less) each (occurrence, state) has."""
    folded: Counter[tuple[int, str]] = Counter()
    for (occurrence, state), change in changes.items():
        folded[occurrence, Delivery.State.PLANNED if state in ON_THE_WAY else state] += change
    Tally.objects.bulk_create(
        Tally(occurrence_id=occurrence, state=state, change=change, at=at)
        for (occurrence, state), change in folded.items()
        if change
    )
