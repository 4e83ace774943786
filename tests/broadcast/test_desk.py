"""The desk of deliveries: how many are in each state, and which."""

from itertools import islice

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadcast.models import Delivery
from tests import making
from tests.broadcast import rows

pytestmark = pytest.mark.django_db
NUMBERS = {"planned": 1, "claimed": 2, "sending": 3, "sent": 2, "confirmed": 1, "failed": 2}


@pytest.fixture
def desk(client: Client) -> Client:
    """Return the browser of an officer whose ward has rows in ``NUMBERS`` of the states."""
    ward = making.ward(groups=sum(NUMBERS.values()))
    officer, now = making.officer(ward), timezone.now()
    fields = {
        "claimed": {"lease_token": "x", "lease_until": now},
        "sending": {"sending_at": now},
        "confirmed": {"confirmed_at": now, "confirmed_by": officer},
        "failed": {"reason": "Chưa rõ vì sao."},
    }
    waiting = iter(Delivery.objects.filter(occurrence=rows.running(of=ward)))
    for state, number in NUMBERS.items():
        for row in islice(waiting, number):
            rows.moved(row, state, **fields.get(state, {}))
    rows.running(of=rows.ward("05519", "Bá Xuyên"), state="sending", attempt_count=1)
    client.force_login(officer)
    return client


def test_each_state_has_its_number(desk: Client) -> None:
    shown = desk.get(reverse("broadcast_deliveries")).context["counts"]

    counts = {state: count for state, _label, count in shown}
    assert counts == NUMBERS


@pytest.mark.parametrize("state", NUMBERS)
def test_a_state_shows_its_rows_and_no_others(desk: Client, state: str) -> None:
    shown = desk.get(reverse("broadcast_deliveries"), {"state": state}).context["rows"]

    assert [row.state for row, _why in shown] == [state] * NUMBERS[state]


def test_what_took_over_from_a_bot_stands_behind_it(desk: Client) -> None:
    first, *others, last = Delivery.objects.filter(ward="05518").order_by("pk")
    Delivery.objects.filter(pk=last.pk).update(fallback_of=first)

    shown = desk.get(reverse("broadcast_deliveries")).context["rows"]

    expected = [first, last, *others]
    assert [row.pk for row, _why in shown] == [row.pk for row in expected]
