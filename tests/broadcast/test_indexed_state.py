"""The column by which deliveries are looked for, and what it spares the database."""

from collections.abc import Iterator

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from broadcast import claiming, lanes, marking, settling
from broadcast.carriers.port import Receipt
from broadcast.models import Delivery
from tests.broadcast import rows

pytestmark = pytest.mark.django_db
State = Delivery.State
LOOKED_FOR = sorted(set(State.values) - {State.SENDING, State.SENT})


def named(condition: models.Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from named(child)
        else:
            yield child[0].partition("__")[0]


@pytest.mark.parametrize("state", State.values)
def test_the_database_keeps_it_in_step_with_the_state(state: str) -> None:
    of = rows.running(groups=1)

    row = Delivery.objects.filter(occurrence=of)
    row.update(
        state=state,
        reason="Chưa rõ vì sao.",
        lease_token="x",
        lease_until=timezone.now(),
        sending_at=timezone.now(),
        confirmed_at=timezone.now(),
        confirmed_by=rows.person(of.ward),
    )

    assert row.get().indexed_state == Delivery.indexed(state)
    assert Delivery.indexed(state) == (state if state in LOOKED_FOR else "")


def test_no_index_tells_sending_from_sent() -> None:
    meta = Delivery._meta
    unique = [c for c in meta.constraints if isinstance(c, models.UniqueConstraint)]
    used = {
        name.lstrip("-")
        for index in [*meta.indexes, *unique]
        for name in (*index.fields, *named(index.condition or models.Q()))
    }

    assert "indexed_state" in used
    assert not used & {"state", "sent_at", "via", "bot", "message_id", "reason", "lease_token"}


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has versions of rows"
)
def test_what_is_sent_is_written_beside_what_was_sending() -> None:
    of = rows.running(groups=5)
    held = claiming.claim(lanes.without_bot(of.ward_id), token="t", now=of.due_at)
    with transaction.atomic():
        leaving = marking.mark(held.rows, now=of.due_at)
    receipt = Receipt(message_id="m", via="page", sent_at=None)
    before = beside()

    with transaction.atomic():
        answered = [settling.Answered(due, receipt, receipt) for due in leaving]
        settling.settle(answered, now=timezone.now())

    assert len(leaving) == 5
    assert beside() - before == 5


def beside() -> int:
    """Return how many deliveries this transaction has written without touching an index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_tuples_hot_updated('broadcast_delivery'::regclass)")
        return int(cursor.fetchone()[0])
