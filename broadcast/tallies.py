"""How an occurrence stands, by adding up changes instead of counting rows.

Whoever moves deliveries writes, in the same transaction, by how much the number in each state has
changed. Such rows are only ever added, so that no two workers wait for each other; the sweeper
gathers them. What is on its way (claimed, sending) counts as planned.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, Sum

from broadcast.locking import is_alone_at
from broadcast.models import Delivery, Tally
from campaigns.models import Occurrence

log = logging.getLogger(__name__)
State = Delivery.State

ON_THE_WAY = frozenset({State.PLANNED, State.CLAIMED, State.SENDING})
# States into which sending moves a row; what a person cancels or time ends is no sending.
ANSWERED = (State.SENT, State.CONFIRMED, State.FAILED, State.UNKNOWN)
# The span over which the rate is taken, and the steps in which it is remembered.
RATE_OVER = timedelta(minutes=3)
STEP_SECONDS = 10
# How long steps are kept apart, and how far back gathering looks for new rows.
STEPS_FOR = timedelta(minutes=5)
LOOK_BACK = timedelta(days=1)
OCCURRENCES_AT_ONCE = 50

_DRIFT = """
SELECT occurrence_id, state, sum(difference) FROM (
    SELECT occurrence_id, state, change AS difference
    FROM broadcast_tally WHERE occurrence_id IN ({places})
    UNION ALL
    SELECT occurrence_id,
        CASE WHEN state IN ('claimed', 'sending') THEN 'planned' ELSE state END, -count(*)
    FROM broadcast_delivery WHERE occurrence_id IN ({places}) GROUP BY 1, 2
) AS both_sides GROUP BY occurrence_id, state HAVING sum(difference) <> 0
"""


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


def gather(*, now: datetime) -> int:
    """Add up the rows of each occurrence and state; return how many rows fewer there are.

    The last minutes stay in steps of a few seconds, for the rate. Workers may go on adding: only
    rows that were read are replaced, and one process gathers at a time. What has come apart from
    the ledger, which nothing should, is set right and logged.
    """
    fewer = 0
    for occurrence_ids in _chunks(_changed(now)):
        with transaction.atomic():
            if not is_alone_at("broadcast.tallies.gather"):
                return fewer
            fewer += _compact(occurrence_ids, now)
    for occurrence_ids in _chunks(_running(now)):
        with transaction.atomic():
            if not is_alone_at("broadcast.tallies.gather"):
                return fewer
            _correct(occurrence_ids, now)
    return fewer


def _changed(now: datetime) -> list[int]:
    """Return the occurrences with more recent rows than states."""
    recent = Tally.objects.filter(at__gte=now - LOOK_BACK).order_by().values("occurrence_id")
    counted = recent.annotate(rows=Count("pk"), states=Count("state", distinct=True))
    return list(counted.filter(rows__gt=F("states")).values_list("occurrence_id", flat=True))


def _running(now: datetime) -> list[int]:
    """Return the occurrences that have something on its way, or have changed of late."""
    waiting = Delivery.objects.filter(state__in=sorted(ON_THE_WAY)).order_by()
    recent = Tally.objects.filter(at__gte=now - STEPS_FOR).order_by()
    ids = set(waiting.values_list("occurrence_id", flat=True).distinct())
    return sorted(ids | set(recent.values_list("occurrence_id", flat=True).distinct()))


def _compact(occurrence_ids: list[int], now: datetime) -> int:
    rows = list(
        Tally.objects.filter(occurrence__in=occurrence_ids).values_list(
            "pk", "occurrence_id", "state", "change", "at"
        )
    )
    piles: dict[tuple[int, str, int], list[tuple[int, int, datetime]]] = defaultdict(list)
    for pk, occurrence_id, state, change, at in rows:
        is_recent = at > now - STEPS_FOR
        step = int(at.timestamp()) // STEP_SECONDS if is_recent else 0
        piles[occurrence_id, state, step].append((pk, change, at))
    replaced: list[int] = []
    fresh: list[Tally] = []
    for (occurrence_id, state, _step), pile in piles.items():
        if len(pile) == 1:
            continue
        replaced += [pk for pk, _change, _at in pile]
        total, last = sum(change for _, change, _ in pile), max(at for _, _, at in pile)
        if total:
            fresh.append(Tally(occurrence_id=occurrence_id, state=state, change=total, at=last))
    for start in range(0, len(replaced), 5000):
        Tally.objects.filter(pk__in=replaced[start : start + 5000]).delete()
    Tally.objects.bulk_create(fresh)
    return len(replaced) - len(fresh)


def _correct(occurrence_ids: list[int], now: datetime) -> None:
    """Compare with the ledger in one statement, and so at one moment, and add what is missing."""
    sql = _DRIFT.format(places=", ".join(["%s"] * len(occurrence_ids)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*occurrence_ids, *occurrence_ids])
        drift = {(pk, state): -int(change) for pk, state, change in cursor.fetchall()}
    for (occurrence_id, state), change in drift.items():
        log.warning("occurrence %s: tally of %s was off by %+d", occurrence_id, state, -change)
    # Nothing was sent by being counted: the correction stays out of the rate.
    note(drift, at=now - STEPS_FOR)


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (
        ids[start : start + OCCURRENCES_AT_ONCE]
        for start in range(0, len(ids), OCCURRENCES_AT_ONCE)
    )
