"""The sums always say what counting the rows would say, and cost no counting."""

import logging
import threading
import time
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadcast import confirming, sweeping, tallies
from broadcast.locking import is_alone_at
from broadcast.models import Delivery, Evidence, Tally
from broadcast.tallies import gathering
from campaigns.models import Occurrence
from outreach.models import Leader
from tests.broadcast import rows

pytestmark = pytest.mark.django_db
State = Delivery.State
REASON = "Chưa rõ vì sao."


def counts(of: Occurrence) -> dict[str, int]:
    return tallies.progress(of, now=timezone.now()).counts


def lease(row: Delivery, now: datetime) -> dict[str, Any]:
    return {"lease_token": "x" * 8, "lease_until": now - timedelta(seconds=1)}


class Acts:
    """Everything that may happen to a row; what is impossible changes nothing."""

    def __init__(self, of: Occurrence, chance: Random) -> None:
        self.of, self.chance = of, chance
        self.officer, self.leader = rows.person(of.ward), Leader.objects.all()[0]
        self.now = timezone.now()

    def engine(self, row: Delivery) -> None:
        long_ago = self.now - timedelta(hours=1)
        if row.state == State.PLANNED:
            rows.moved(row, State.CLAIMED, **lease(row, self.now))
        elif row.state == State.CLAIMED:
            rows.moved(row, State.SENDING, sending_at=long_ago)
        elif row.state == State.SENDING:
            end = self.chance.choice([State.SENT, State.FAILED, State.UNKNOWN, State.PLANNED])
            rows.moved(row, end, reason=REASON, sent_at=self.now)

    def confirm(self, row: Delivery) -> None:
        claim = self.chance.choice(list(Evidence.Claim)[:2])
        confirming.confirm(row, leader=self.leader, via=Delivery.Via.PAGE, claim=claim, note=REASON)

    def seen(self, row: Delivery) -> None:
        confirming.seen_in_group(row, by=self.officer)

    def release(self, row: Delivery) -> None:
        confirming.release(row, by=self.officer)

    def release_failed(self, row: Delivery) -> None:
        confirming.release_failed(self.of, by=self.officer)

    def sweep(self, row: Delivery) -> None:
        sweeping.sweep(now=self.now)

    def gather(self, row: Delivery) -> None:
        tallies.gather(now=self.now + timedelta(minutes=self.chance.choice([0, 20])))

    def expire(self, row: Delivery) -> None:
        Delivery.objects.filter(pk=row.pk, state=State.PLANNED).update(
            due_at=self.now - timedelta(hours=2), expires_at=self.now - timedelta(hours=1)
        )
        sweeping.sweep(now=self.now)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_acts_the_sums_are_the_counts(seed: int, caplog: Any) -> None:
    of = rows.running(groups=8)
    chance = Random(seed)
    acts = Acts(of, chance)
    deeds = [acts.engine] * 6 + [acts.confirm, acts.seen, acts.release] * 2
    deeds += [acts.release_failed, acts.sweep, acts.gather, acts.expire]

    for _ in range(50):
        row = chance.choice(list(of.deliveries.all()))
        try:
            chance.choice(deeds)(row)
        except confirming.NotPossibleError:
            continue
        assert counts(of) == rows.truth(of)

    Occurrence.objects.filter(pk=of.pk).update(cancelled_at=timezone.now())
    sweeping.sweep(now=timezone.now())
    assert counts(of) == rows.truth(of)
    assert "off by" not in caplog.text


def test_what_is_on_its_way_counts_as_planned_and_nothing_is_written_for_no_change() -> None:
    of = rows.running(groups=1)
    before = Tally.objects.count()

    tallies.note({(of.pk, "planned"): -1, (of.pk, "claimed"): 1, (of.pk, "sent"): 0}, at=of.due_at)
    with CaptureQueriesContext(connection) as seen:
        tallies.note(
            {(of.pk, "sending"): -3, (of.pk, "sent"): 2, (of.pk, "failed"): 1}, at=of.due_at
        )

    assert Tally.objects.count() == before + 3
    assert sum("INSERT" in query["sql"] for query in seen) == 1
    tallies.note({(of.pk, "planned"): 3, (of.pk, "sent"): -2, (of.pk, "failed"): -1}, at=of.due_at)


def test_gathering_leaves_one_row_for_each_state_and_the_same_sums() -> None:
    of = rows.running(groups=6)
    for row in of.deliveries.all():
        rows.moved(row, State.SENT)
    before, rows_before = counts(of), Tally.objects.count()

    fewer = tallies.gather(now=timezone.now() + timedelta(hours=1))
    again = tallies.gather(now=timezone.now() + timedelta(hours=1))

    assert counts(of) == before == {"sent": 6}
    assert (fewer, again) == (rows_before - 1, 0)
    assert Tally.objects.count() == 1


def test_gathering_keeps_the_rate() -> None:
    of = rows.running(groups=1)
    now = timezone.now()
    for second in range(120):
        at = now - timedelta(seconds=second)
        tallies.note({(of.pk, "planned"): -5, (of.pk, "sent"): 5}, at=at)
    tallies.note({(of.pk, "planned"): 1799}, at=now - timedelta(minutes=4))
    tallies.note({(of.pk, "sent"): 0}, at=now)

    before = tallies.progress(of, now=now)
    gathering.compact([of.pk], now)
    after = tallies.progress(of, now=now)

    assert (before.waiting, after.waiting) == (1200, 1200)
    assert 270 <= before.per_minute <= 305
    assert 270 <= after.per_minute <= 315
    assert before.ends_at is not None
    assert (
        timedelta(minutes=3, seconds=50) < before.ends_at - now < timedelta(minutes=4, seconds=30)
    )
    assert Tally.objects.filter(occurrence=of).count() <= 28


def send_forty(of: Occurrence) -> None:
    for _ in range(40):
        changes = {(of.pk, "planned"): -1, (of.pk, "sent"): 1}
        tallies.note(changes, at=timezone.now() - timedelta(hours=1))
    connections.close_all()


def gather_until(is_over: threading.Event, of: Occurrence) -> None:
    while not is_over.is_set():
        with transaction.atomic():
            if is_alone_at("broadcast.tallies.gather"):
                gathering.compact([of.pk], timezone.now())
        time.sleep(0.002)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_gathering_beside_workers_loses_and_doubles_nothing() -> None:
    of, is_over = rows.running(groups=1), threading.Event()
    tallies.note({(of.pk, "planned"): 119}, at=timezone.now())
    workers = [threading.Thread(target=send_forty, args=[of]) for _ in range(3)]
    sweepers = [threading.Thread(target=gather_until, args=[is_over, of]) for _ in range(2)]

    for thread in workers + sweepers:
        thread.start()
    for thread in workers:
        thread.join()
    is_over.set()
    for thread in sweepers:
        thread.join()

    assert counts(of) == {"sent": 120}


def test_what_has_come_apart_is_set_right_and_told(caplog: Any) -> None:
    of = rows.running(groups=3)
    Delivery.objects.filter(pk=of.deliveries.all()[0].pk).update(state=State.SENT)

    with caplog.at_level(logging.WARNING):
        tallies.gather(now=timezone.now())

    assert counts(of) == {"planned": 2, "sent": 1}
    assert "off by" in caplog.text


def test_a_crowd_of_rows_costs_no_more_statements() -> None:
    few, many = (
        rows.running(groups=2),
        rows.occurrence(rows.campaign(rows.ward("05533", "Bá Xuyên", groups=12))),
    )
    rows.fill(many)
    asked = []

    for of in (few, many):
        with CaptureQueriesContext(connection) as seen:
            tallies.progress(of, now=timezone.now())
        asked.append(len(seen))

    assert asked == [1, 1]


def test_complete_is_said_by_the_rows_never_by_the_sums() -> None:
    of = rows.running(groups=2)
    tallies.note({(of.pk, "planned"): -2, (of.pk, "sent"): 2}, at=timezone.now())

    believed = tallies.progress(of, now=timezone.now()).is_complete
    of.deliveries.update(state=State.SENT)
    real = tallies.progress(of, now=timezone.now()).is_complete

    assert (believed, real) == (False, True)
