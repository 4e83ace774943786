"""Replacing many changes by their sum, while workers go on adding."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F

from broadcast.locking import is_alone_at
from broadcast.models import Tally
from broadcast.tallies.correcting import correct, running
from broadcast.tallies.standing import STEP_SECONDS

# How long steps are kept apart, and how far back gathering looks for new rows.
STEPS_FOR = timedelta(minutes=5)
LOOK_BACK = timedelta(days=1)
OCCURRENCES_AT_ONCE = 50


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
            fewer += compact(occurrence_ids, now)
    for occurrence_ids in _chunks(running(now)):
        with transaction.atomic():
            if not is_alone_at("broadcast.tallies.gather"):
                return fewer
            correct(occurrence_ids, now)
    return fewer


def _changed(now: datetime) -> list[int]:
    """Return the occurrences with more recent rows than states."""
    recent = Tally.objects.filter(at__gte=now - LOOK_BACK).order_by().values("occurrence_id")
    counted = recent.annotate(rows=Count("pk"), states=Count("state", distinct=True))
    return list(counted.filter(rows__gt=F("states")).values_list("occurrence_id", flat=True))


def compact(occurrence_ids: list[int], now: datetime) -> int:
    """Gather the rows of some occurrences; return how many fewer there are."""
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


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (
        ids[start : start + OCCURRENCES_AT_ONCE]
        for start in range(0, len(ids), OCCURRENCES_AT_ONCE)
    )
