"""An answer that comes when its call has long been given up belongs to that call alone."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadcast import claiming, confirming, lanes, marking, settling, ticking
from broadcast.carriers.port import Due, NotSent, Receipt, SendError
from broadcast.models import Attempt, Delivery
from tests import making

pytestmark = pytest.mark.django_db
WRITES = re.compile(r'UPDATE "?broadcast_(delivery|attempt)"?')


def leave(row: Delivery) -> Due:
    """Claim the only delivery and mark it as leaving."""
    lane, token = lanes.without_bot(row.ward_id), "t" * 32
    [due] = claiming.claim(lane, token=token, now=timezone.now()).rows
    with transaction.atomic():
        marking.mark([due], now=timezone.now())
    return due


@pytest.mark.parametrize(
    "answer", [Receipt("m", "page", None), NotSent("Chưa gửi.", code="429")], ids=["yes", "no"]
)
def test_a_delivery_is_written_before_its_attempt(answer: Receipt | SendError) -> None:
    """As the sweeper does it: else an answer and a sweep could wait for each other."""
    ward = making.ward(groups=1)
    making.campaign(ward, due=making.next_morning())
    ticking.plan(now=making.next_morning())
    Delivery.objects.update(next_attempt_at=timezone.now())
    due = leave(Delivery.objects.get())

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        settling.settle([settling.Answered(due, answer, answer)], now=timezone.now())

    written = [found[1] for query in queries if (found := WRITES.search(query["sql"]))]
    assert written == ["delivery", "attempt"]


def test_a_late_no_does_not_end_the_call_after_it() -> None:
    ward = making.ward(groups=1)
    due_at = making.next_morning()
    making.campaign(ward, due=due_at)
    ticking.plan(now=due_at)
    Delivery.objects.update(next_attempt_at=timezone.now())
    row = Delivery.objects.get()
    first = leave(row)
    Delivery.objects.update(state="unknown", reason="Không rõ tin đã gửi hay chưa.")
    confirming.release(row, by=making.officer(ward))
    leave(row)

    no = NotSent("Chưa gửi.", code="429")
    with transaction.atomic():
        states = settling.settle([settling.Answered(first, no, no)], now=timezone.now())

    row.refresh_from_db()
    outcomes = list(Attempt.objects.order_by("number").values_list("number", "outcome"))
    assert row.state == Delivery.State.SENDING
    assert dict(states) == {}
    assert outcomes == [(1, "not_sent"), (2, "open")]
