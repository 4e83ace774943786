"""A bot's month: never above the limit, whoever asks and in whatever order."""

import threading
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcast import quotas
from broadcast.models import BotMonth, ZaloBot
from broadcast.quotas import taking
from tests import making

NOW = timezone.make_aware(datetime(2026, 7, 30, 8))  # noqa: DTZ001 - the ward's time


def bot(*, limit: int | None = None, name: str = "Bot") -> ZaloBot:
    ward = making.bare_ward()
    return ZaloBot.objects.create(
        ward=ward, display_name=name, token_encrypted=b"", monthly_limit=limit
    )


def used(of: ZaloBot) -> int:
    return BotMonth.objects.get(bot=of).used


def take(of: ZaloBot, wanted: int, *, is_urgent: bool = False, now: datetime = NOW) -> int:
    return quotas.take(of.pk, wanted=wanted, is_urgent=is_urgent, now=now)


@pytest.mark.django_db
def test_automatic_sends_stop_at_95_per_cent_and_urgent_ones_at_the_limit() -> None:
    of = bot(limit=100)

    taken = [take(of, 90), take(of, 10), take(of, 1), take(of, 3, is_urgent=True)]
    rest = [take(of, 9, is_urgent=True), take(of, 1, is_urgent=True)]

    assert (taken, rest, used(of)) == ([90, 5, 0, 3], [2, 0], 100)


@pytest.mark.django_db
@pytest.mark.parametrize(("own", "free"), [(None, 2850), (200, 190), (0, 10_000)])
def test_the_bots_own_limit_comes_before_the_settings(own: int | None, free: int) -> None:
    assert take(bot(limit=own), 10_000) == free


@pytest.mark.django_db
def test_a_limit_that_is_raised_or_lowered_holds_at_once() -> None:
    of = bot(limit=100)
    take(of, 95)
    answers = []

    for limit in (200, 50, 0):
        ZaloBot.objects.filter(pk=of.pk).update(monthly_limit=limit)
        answers.append(take(of, 10))

    assert (answers, used(of)) == ([10, 0, 10], 115)


@pytest.mark.django_db
def test_a_month_ends_at_midnight_in_the_ward() -> None:
    of = bot(limit=10)
    last = timezone.make_aware(datetime(2026, 7, 31, 23, 59))  # noqa: DTZ001
    first = timezone.make_aware(datetime(2026, 8, 1, 0, 1))  # noqa: DTZ001

    taken = take(of, 9, now=last), take(of, 9, now=last), take(of, 9, now=first)

    assert taken == (9, 0, 9)
    assert list(BotMonth.objects.order_by("month").values_list("month__month", "used")) == [
        (7, 9),
        (8, 9),
    ]


@pytest.mark.django_db
def test_what_did_not_leave_is_given_back_and_never_more() -> None:
    of = bot(limit=100)
    take(of, 95)

    quotas.give_back(of.pk, count=5, now=NOW)
    again = take(of, 9)
    quotas.give_back(of.pk, count=1000, now=NOW)

    assert (again, used(of)) == (5, 0)


@pytest.mark.django_db
def test_the_warning_and_the_stop_are_written_down_once() -> None:
    of = bot(limit=100)
    take(of, 79)
    quiet = BotMonth.objects.get().warned_at
    take(of, 1)
    later = timezone.make_aware(datetime(2026, 7, 30, 9))  # noqa: DTZ001
    take(of, 15, now=later)
    row = BotMonth.objects.get()

    take(of, 1, now=later)
    stopped = quotas.usage([of.pk], now=NOW)[of.pk]

    assert (quiet, row.warned_at, row.exhausted_at) == (None, NOW, None)
    assert (stopped.warned_at, stopped.exhausted_at) == (NOW, later)
    assert (stopped.free, stopped.is_low, stopped.is_exhausted) == (0, True, True)


@pytest.mark.django_db
def test_two_statements_in_the_common_case() -> None:
    of = bot()
    take(of, 1)

    with CaptureQueriesContext(connection) as seen:
        take(of, 200)
    with CaptureQueriesContext(connection) as back:
        quotas.give_back(of.pk, count=3, now=NOW)
    with CaptureQueriesContext(connection) as shown:
        quotas.usage([of.pk, bot(name="Bot 2").pk], now=NOW)

    assert (len(seen), len(back)) == (2, 1)
    assert sum("botmonth" in query["sql"] for query in shown) == 1


# What one worker does: (wanted, is urgent), or (-count, …) for giving back.
ACTS = st.lists(st.tuples(st.integers(-30, 60), st.booleans()), max_size=25)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS, limit=st.integers(1, 150))
def test_no_order_of_acts_goes_over_a_limit(acts: list[tuple[int, bool]], limit: int) -> None:
    of = bot(limit=limit, name=f"Bot {limit}")
    cap, held = limit * 95 // 100, 0

    for count, is_urgent in acts:
        if count < 0:
            quotas.give_back(of.pk, count=min(-count, held), now=NOW)
            held -= min(-count, held)
            continue
        before, taken = held, take(of, count, is_urgent=is_urgent)
        held += taken
        top = limit if is_urgent else cap
        assert taken == max(0, min(count, top - before))

    standing = quotas.usage([of.pk], now=NOW)[of.pk]
    assert standing.used == held <= limit


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), limit=st.integers(1, 60))
@pytest.mark.django_db
def test_workers_between_whom_the_database_runs_never_go_over(data: Any, limit: int) -> None:
    """Whatever another worker does between the look and the write of this one."""
    of = bot(limit=limit)
    others: list[int] = []
    look = taking._standing

    def looked(bot_id: int, month: Any) -> tuple[int | None, int]:
        seen = look(bot_id, month)
        taking._standing = look
        wanted = data.draw(st.integers(0, 40))
        others.append(take(of, wanted, is_urgent=data.draw(st.booleans())))
        if data.draw(st.booleans()):
            taking._standing = looked
        return seen

    taking._standing = looked
    try:
        mine = take(of, data.draw(st.integers(1, 60)))
    finally:
        taking._standing = look

    assert quotas.usage([of.pk], now=NOW)[of.pk].used == mine + sum(others) <= limit
    assert mine == 0 or mine + sum(others) <= limit


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_get_exactly_what_there_is() -> None:
    of = bot(limit=200)
    taken: list[int] = []

    def work() -> None:
        for _ in range(12):
            taken.append(take(of, 7))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(taken) == used(of) == 190
