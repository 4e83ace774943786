"""Adding up how an occurrence stands, how fast it goes and when it will be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, Sum

from broadcast.models import Delivery, Tally
from broadcast.tallies.noting import ON_THE_WAY
from campaigns.models import Occurrence

State = Delivery.State

# States into which sending moves a row; what a person cancels or time ends is no sending.
ANSWERED = (State.SENT, State.CONFIRMED, State.FAILED, State.UNKNOWN)
# The span over which the rate is taken, and the steps in which it is remembered.
RATE_OVER = timedelta(minutes=3)
STEP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an occurrence has come: rows by state, what leaves in a minute, and until when."""

    counts: dict[str, int]
    per_minute: int
    ends_at: datetime | None
    is_complete: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        return self.counts.get(State.PLANNED, 0)


def progress(occurrence: Occurrence, *, now: datetime) -> Progress:
    """Return how ``occurrence`` stands at ``now``: one statement while it runs, two at its end.

    Only the ledger itself says that it is complete; the sums say no more than that it is not.
    """
    since = now - RATE_OVER
    recent = Q(at__gt=since, at__lte=now)
    sums = (
        Tally.objects.filter(occurrence=occurrence)
        .values_list("state")
        .annotate(
            total=Sum("change"),
            lately=Sum("change", filter=recent, default=0),
            began=Min("at", filter=recent),
        )
        .order_by()
    )
    counts, answered, first = {}, 0, now
    for state, total, lately, began in sums:
        counts[state] = max(0, total)
        if state in ANSWERED and began is not None:
            answered, first = answered + lately, min(first, began)
    # What was gathered into the first step had taken the step to leave.
    span = min(now - first + timedelta(seconds=STEP_SECONDS), RATE_OVER).total_seconds()
    has_open = counts.get(State.PLANNED, 0) or counts.get(State.UNKNOWN, 0)
    return Progress(
        counts={state: count for state, count in counts.items() if count},
        per_minute=max(0, round(answered * 60 / span)),
        ends_at=_end(counts.get(State.PLANNED, 0), answered / span, now),
        is_complete=not has_open and is_complete(occurrence),
    )


def is_complete(occurrence: Occurrence) -> bool:
    """Whether every delivery has come to an end: a query, never a counter."""
    has_open = occurrence.deliveries.filter(state__in=[*ON_THE_WAY, State.UNKNOWN])
    return occurrence.fanned_out_at is not None and not has_open.exists()


def _end(waiting: int, per_second: float, now: datetime) -> datetime | None:
    if not waiting or per_second <= 0:
        return None
    return now + timedelta(seconds=waiting / per_second)
