"""Comparing the sums with the ledger, and setting right what has come apart."""

import logging
from datetime import datetime, timedelta

from django.db import connection

from broadcast.models import Attempt, Delivery, Tally
from broadcast.tallies.noting import note
from broadcast.tallies.standing import RATE_OVER

log = logging.getLogger(__name__)
RECENT = timedelta(minutes=5)

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


def running(now: datetime) -> list[int]:
    """Return the occurrences that have something on its way, or have changed of late."""
    ids: set[int] = set()
    for state in (Delivery.State.PLANNED, Delivery.State.CLAIMED):
        waiting = Delivery.objects.filter(indexed_state=state).order_by()
        ids.update(waiting.values_list("occurrence_id", flat=True).distinct())
    under_way = Attempt.objects.filter(outcome=Attempt.Outcome.OPEN).order_by()
    ids.update(under_way.values_list("delivery__occurrence_id", flat=True).distinct())
    recent = Tally.objects.filter(at__gte=now - RECENT).order_by()
    return sorted(ids | set(recent.values_list("occurrence_id", flat=True).distinct()))


def correct(occurrence_ids: list[int], now: datetime) -> None:
    """Compare with the ledger in one statement, and so at one moment, and add what is missing."""
    sql = _DRIFT.format(places=", ".join(["%s"] * len(occurrence_ids)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*occurrence_ids, *occurrence_ids])
        drift = {(pk, state): -int(change) for pk, state, change in cursor.fetchall()}
    for (occurrence_id, state), change in drift.items():
        log.warning("occurrence %s: tally of %s was off by %+d", occurrence_id, state, -change)
    # Nothing was sent by being counted: the correction stays out of the rate.
    note(drift, at=now - RATE_OVER)
