"""Rate, spacing, quota and turns."""

import math
import time
from datetime import UTC, datetime, timedelta
from itertools import chain, islice, pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast import claiming, lanes, pacing, sending
from broadcast.carriers.port import Due, Outgoing
from broadcast.holding import LOOK_AGAIN, LOOK_SOON, Held
from broadcast.models import BotMonth, Delivery, ZaloBot, ZaloLink
from broadcast.zalo.courier import Courier
from broadcast.zalo.simulator.server import Simulator
from outreach.models import ResidentialGroup
from tests import making
from tests.broadcast.engine.conftest import World, world_of

NOW = datetime(2026, 7, 30, 1, 0, tzinfo=UTC)


@settings(deadline=None)
@given(
    rate=st.floats(0.2, 50),
    steps=st.lists(st.floats(0, 2), min_size=1, max_size=40),
)
def test_no_second_holds_more_than_the_rate(rate: float, steps: list[float]) -> None:
    """Workers come at any moments and take what is free: spacing holds over all of it."""
    free_at, now, taken = None, NOW, []
    for step in steps:
        now += timedelta(seconds=step)
        mine = list(islice(pacing.moments(free_at=free_at, now=now, per_second=rate), 100))
        taken += mine
        if mine:
            free_at = pacing.next_free(mine[-1], per_second=rate)

    for first in taken:
        within = [at for at in taken if first <= at < first + timedelta(seconds=1)]
        assert len(within) <= math.ceil(rate)


def test_without_a_rate_everything_may_leave_at_once() -> None:
    assert list(islice(pacing.moments(free_at=None, now=NOW, per_second=0), 5)) == [NOW] * 5


def test_a_claim_takes_what_the_rate_allows_and_reserves_it(world: World) -> None:
    ZaloBot.objects.update(per_second=2)
    world.due()

    claims = [claiming.claim(world.bots[0].pk, token=str(n), now=world.now) for n in range(4)]

    leave_at = [due.leaves_at for claim in claims for due in claim.rows]
    gaps = {round((b - a).total_seconds(), 3) for a, b in pairwise(leave_at)}
    assert len(leave_at) <= 2 * (1 + (leave_at[-1] - leave_at[0]).total_seconds())
    assert gaps == {0.504}
    assert all(claim.has_more for claim in claims)


def test_a_chat_is_not_written_to_again_at_once(world: World) -> None:
    ZaloBot.objects.update(per_second=50)
    world.due(code="mot")
    world.due(code="hai")

    first = claiming.claim(world.bots[0].pk, token="1", now=world.now)
    second = claiming.claim(world.bots[0].pk, token="2", now=world.now)

    chats = [due.chat_id for due in first.rows]
    assert (len(chats), len(set(chats))) == (10, 10)
    assert (second.rows, second.has_more) == ([], True)
    ZaloLink.objects.update(free_at=None)
    assert len(claiming.claim(world.bots[0].pk, token="3", now=world.now).rows) == 10


def test_the_month_ends_with_a_reserve_for_what_is_urgent(world: World) -> None:
    world.due()
    ZaloBot.objects.update(monthly_limit=20)
    month = timezone.localdate().replace(day=1)
    BotMonth.objects.create(bot=world.bots[0], month=month, limit=20, used=15)

    world.drain()

    by_page = Delivery.objects.filter(state="sent", via="page").count()
    assert (world.accepted(), by_page, BotMonth.objects.get().used) == (4, 6, 19)


def test_what_is_urgent_goes_first_and_may_use_the_reserve(world: World) -> None:
    world.due(code="thuong")
    world.due(code="khan")
    ZaloBot.objects.update(monthly_limit=20)
    month = BotMonth.objects.create(
        bot=world.bots[0], month=timezone.localdate().replace(day=1), limit=20, used=19
    )
    Delivery.objects.filter(occurrence__campaign__code="khan").update(is_urgent=True)

    claimed = claiming.claim(world.bots[0].pk, token="1", now=world.now)

    month.refresh_from_db()
    assert (len(claimed.rows), claimed.rows[0].is_urgent, month.used) == (1, True, 20)


def test_every_lane_gets_its_turn(zalo: Simulator, db: None) -> None:
    """A ward's single message does not wait behind another's hundreds."""
    big = world_of(zalo, ward=making.ward(groups=40), count=1)
    small = making.ward("05533", "Bá Xuyên", groups=1)
    bot = ZaloBot.objects.create(
        ward=small, display_name="Bot nhỏ", token_encrypted=big.bots[0].token_encrypted
    )
    officer = making.officer(small)
    ZaloLink.objects.create(
        ward=small, bot=bot, kind="dm", group=ResidentialGroup.objects.get(ward=small),
        chat_id="0" * 19 + "1", state="dang_dung", confirmed_by=officer, confirmed_at=big.now,
    )  # fmt: skip
    big.due()
    making.campaign(small)
    big.due(code="nua")

    found = lanes.due(now=big.now)

    assert found == sorted([big.bots[0].pk, bot.pk])


def test_what_is_urgent_passes_the_lanes_that_wait(world: World) -> None:
    """Each row has a lane of its own; that of the urgent one would come last."""
    world.due()
    for number, row in enumerate(Delivery.objects.order_by("pk")):
        Delivery.objects.filter(pk=row.pk).update(lane=number - 10)
    held = Held()

    ordinary = list(chain.from_iterable(held.fill(now=world.now, room=2)))
    Delivery.objects.filter(lane=-1).update(is_urgent=True)
    then = list(chain.from_iterable(held.fill(now=world.now, room=2)))

    def lanes_of(rows: list[Due]) -> list[int]:
        return [Delivery.objects.get(pk=due.pk).lane for due in rows]

    assert lanes.urgent(now=world.now - timedelta(days=2)) == []
    assert (lanes_of(ordinary), lanes_of(then)) == ([-10, -9], [-1, -8])


def test_what_is_empty_is_looked_at_again_soon_then_less_and_less_often(
    world: World, monkeypatch: Any
) -> None:
    """A drain ends with a last look: to wait long for it would be lost."""
    clock = 0.0
    monkeypatch.setattr("broadcast.holding.time", SimpleNamespace(monotonic=lambda: clock))
    held = Held()
    pauses = []

    def look() -> list[list[Due]]:
        nonlocal clock
        found = list(held.fill(now=world.now, room=1))
        pauses.append(held.seconds_to_next())
        clock += pauses[-1]
        return found

    assert [look() for _ in range(7)] == [[]] * 7
    world.due()
    [[_row]] = look()
    Delivery.objects.update(state=Delivery.State.SENT, attempt_count=1)
    look()
    look()

    steps = [LOOK_SOON, 0.02, 0.04, 0.08, 0.16, LOOK_AGAIN, LOOK_AGAIN]
    assert pauses[:7] == pytest.approx(steps)
    assert min(filter(None, pauses[8:])) == pytest.approx(LOOK_SOON)


def test_a_drain_that_is_to_end_waits_for_answers_and_for_nothing_else(world: World) -> None:
    """Else it would ask the courier without a pause until the last silent call has ended."""
    ZaloBot.objects.update(per_second=0)
    world.due()
    held = Held(trusted={world.bots[0].pk})
    list(held.fill(now=world.now, room=1))
    more = held.seconds_to_next()

    held.release()

    assert (more, held.seconds_to_next()) == (0.0, math.inf)


def test_what_a_rate_holds_back_is_not_looked_at_all_the_time(world: World) -> None:
    ZaloBot.objects.update(per_second=10)
    world.due()
    held = Held()
    held._pause = LOOK_AGAIN

    assert list(held.fill(now=world.now, room=1)) == [[]]
    assert held.has_more
    assert held._pause == LOOK_AGAIN


def test_a_missed_moment_is_not_made_up_for(world: World) -> None:
    """The moments that follow may be another worker's: who is late gets a new one."""
    ZaloBot.objects.update(per_second=10)
    world.due()
    claim = claiming.claim(world.bots[0].pk, token="t", now=world.now)
    due = claim.rows[0]
    free_at = ZaloBot.objects.get().free_at
    assert free_at is not None
    worker = sending.Worker(Courier("http://127.0.0.1:9"), most=1)
    message = Outgoing(due, due.chat_id, due.text, "")

    due.leaves_at = timezone.now() - timedelta(seconds=1)
    late = worker._order(message, due)

    assert due.leaves_at >= free_at
    assert late.at > time.monotonic()
    after = ZaloBot.objects.get().free_at
    assert after == due.leaves_at + pacing.spacing(per_second=10)
    worker._order(message, due)
    assert ZaloBot.objects.get().free_at == after


def test_lanes_are_found_without_reading_their_rows(
    world: World, django_assert_num_queries: Any
) -> None:
    world.due()

    with django_assert_num_queries(1):
        found = lanes.due(now=world.now)

    assert found == [world.bots[0].pk]
    assert lanes.due(now=world.now - timedelta(days=2)) == []


@pytest.mark.parametrize("state", [ZaloLink.State.STOPPED, ZaloLink.State.NEEDS_RELINK])
def test_a_link_that_ends_moves_its_rows_to_the_ward(world: World, state: str) -> None:
    world.due()
    link = ZaloLink.objects.order_by("pk")[0]
    ZaloLink.objects.filter(pk=link.pk).update(state=state)

    moved = lanes.assign(groups=[link.group_id])

    assert moved == 1
    assert lanes.due(now=world.now) == [-5518, world.bots[0].pk]
    assert lanes.assign() == 0
