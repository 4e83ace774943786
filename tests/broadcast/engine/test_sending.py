"""The worker over real HTTP: many calls under way, and what each answer does to bot and rows."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from broadcast import bot_care, bots, claiming, lanes, marking, sending, sweeping
from broadcast.models import Attempt, BotMonth, Delivery, Tally, ZaloBot, ZaloLink
from broadcast.zalo.simulator.server import Simulator
from campaigns.models import Campaign, Occurrence
from outreach.models import Exposure
from tests import making
from tests.broadcast import rows
from tests.broadcast.engine.conftest import World, world_of

State = Delivery.State


def test_everything_leaves_once_and_is_written_down(world: World) -> None:
    world.due()

    sent = world.drain()

    assert (dict(sent.states), world.states()) == ({"sent": 10}, {"sent": 10})
    assert (world.accepted(), world.zalo.control.stats()["duplicates"]) == (10, 0)
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {"sent"}
    assert Exposure.objects.filter(level="posted").count() == 10
    [due_at] = set(Delivery.objects.values_list("due_at", flat=True))
    assert set(Exposure.objects.values_list("occurred_at", flat=True)) == {due_at}
    ids = set(Delivery.objects.values_list("message_id", flat=True))
    assert len(ids - {""}) == 10
    assert BotMonth.objects.get().used == 10
    assert set(Delivery.objects.values_list("bot", flat=True)) == {world.bots[0].pk}


def test_tallies_add_up_to_the_rows(world: World) -> None:
    world.faults({"kind": "error", "code": 400, "every": 4})
    world.due()

    world.drain()

    told: dict[str, int] = {}
    for state, change in Tally.objects.values_list("state", "change"):
        told[state] = told.get(state, 0) + change
    assert {state: n for state, n in told.items() if n} == world.states()


def test_unclear_answers_in_a_row_pause_the_bot_before_much_is_in_doubt(world: World) -> None:
    world.faults({"kind": "accept_close"})
    world.due()

    world.drain()

    assert world.states() == {"unknown": bots.BREAKER_AT, "planned": 10 - bots.BREAKER_AT}
    bot = ZaloBot.objects.get()
    assert (bot.state, bot.pause_seconds) == (ZaloBot.State.PAUSED, bots.BREAKER_PAUSES[0])
    assert world.accepted() == bots.BREAKER_AT


def test_what_was_unclear_is_not_tried_again_beside_what_is_still_under_way(
    world: World, settings: Any
) -> None:
    settings.LANTOA_IN_FLIGHT = bots.BREAKER_AT
    ZaloBot.objects.update(per_second=0)
    world.faults({"kind": "accept_close"})
    world.due()

    world.drain()

    assert world.accepted() == bots.BREAKER_AT


def test_an_id_that_no_column_holds_leaves_one_row_in_doubt_and_stops_nothing(
    world: World,
) -> None:
    world.faults({"kind": "odd_message_id", "next": 1})
    world.due()

    world.drain()

    assert (world.states(), world.accepted()) == ({"sent": 9, "unknown": 1}, 10)


def test_a_receipt_between_unclear_answers_keeps_the_bot_going(world: World) -> None:
    world.faults({"kind": "accept_close", "every": 3})
    world.due()

    world.drain()

    assert world.states() == {"sent": 7, "unknown": 3}
    assert ZaloBot.objects.get().state == ZaloBot.State.ACTIVE


def test_receipts_between_unclear_answers_count_also_where_all_come_at_once(
    zalo: Simulator, db: None
) -> None:
    world = world_of(zalo, ward=making.ward(groups=48), count=1)
    ZaloBot.objects.update(per_second=0)
    world.faults({"kind": "accept_close", "every": 4})
    world.due()

    world.drain()

    assert world.states() == {"sent": 36, "unknown": 12}
    assert ZaloBot.objects.get().error_count < bots.BREAKER_AT


def test_too_many_requests_pause_the_bot_and_every_row_goes_out_once_afterwards(
    world: World,
) -> None:
    world.faults({"kind": "error", "code": 429, "next": 2})
    world.due()

    world.drain()
    bot = ZaloBot.objects.get()
    paused = (bot.state, bot.pause_seconds, world.states().get("planned"))
    ZaloBot.objects.update(paused_until=timezone.now())
    world.now += timedelta(minutes=3)
    bot_care.look_after(now=timezone.now())
    world.drain()

    assert paused[:2] == (ZaloBot.State.PAUSED, bots.SHORTEST_PAUSE)
    assert paused[2]
    assert (world.states(), world.accepted()) == ({"sent": 10}, 10)
    assert ZaloBot.objects.get().state == ZaloBot.State.ACTIVE
    assert BotMonth.objects.get().used == 10


def test_a_dead_token_stops_its_bot_and_no_other(zalo: Simulator, db: None) -> None:
    world = world_of(zalo, ward=making.ward(groups=10), count=2)
    bots.set_token(world.bots[0], "1000:another")
    world.bots[0].save()
    world.due()

    world.drain()

    assert world.states() == {"planned": 5, "sent": 5}
    assert [bot.state for bot in ZaloBot.objects.order_by("pk")] == ["dung", "dang_dung"]


def test_a_bot_that_is_away_for_long_leaves_the_item_to_the_page(world: World) -> None:
    world.due()
    ZaloBot.objects.update(state=ZaloBot.State.STOPPED, problem="Mã truy cập hỏng.")
    world.drain()
    waiting = Delivery.objects.first()

    world.now += timedelta(minutes=31)
    world.drain()

    assert waiting is not None
    assert (waiting.state, waiting.reason) == (State.PLANNED, "Mã truy cập hỏng.")
    assert set(Delivery.objects.values_list("state", "via")) == {("sent", "page")}
    assert world.accepted() == 0


def test_what_is_no_longer_linked_goes_by_page(world: World) -> None:
    world.due()
    ZaloLink.objects.update(state=ZaloLink.State.STOPPED)
    lanes.assign()

    world.drain()

    assert set(Delivery.objects.values_list("state", "via")) == {("sent", "page")}
    assert world.accepted() == 0


def test_two_refusals_of_one_chat_ask_for_a_new_link(world: World) -> None:
    world.faults({"kind": "error", "code": 400, "chat": "0" * 20})
    world.due(code="mot")
    world.drain()
    world.due(code="hai")
    world.drain()

    states = ZaloLink.objects.order_by("pk").values_list("state", flat=True)

    assert [*states][:2] == ["lien_ket_lai", "dang_dung"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Attempt.objects.filter(outcome="refused").count() == 2


def test_a_stop_gives_back_what_has_not_left(world: World) -> None:
    world.due()
    sending.stop()
    try:
        world.drain()
    finally:
        sending._stopping.clear()

    assert (world.states(), world.accepted()) == ({"planned": 10}, 0)


def test_rows_given_back_are_returned_to_the_month(world: World) -> None:
    world.due()
    held = claiming.claim(world.bots[0].pk, token="t", now=world.now)
    used = BotMonth.objects.get().used

    claiming.release(held.rows, now=timezone.now())

    assert (used, BotMonth.objects.get().used, world.states()) == (10, 0, {"planned": 10})


def test_a_drain_ends_while_a_campaign_is_paused(world: World) -> None:
    world.due()
    campaign = Occurrence.objects.get().campaign
    campaign.state = campaign.State.PAUSED
    campaign.save()

    started = time.monotonic()
    world.drain()

    assert time.monotonic() - started < 3
    assert (world.states(), world.accepted()) == ({"planned": 10}, 0)


def test_the_sweep_doubts_and_the_late_answer_is_only_remembered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.due()
    settle = sending.settling.settle

    def sweep_first(answered: Any, *, now: Any) -> Any:
        if answered:
            rows.silent_since(timezone.now() - timedelta(hours=1))
            sweeping.sweep(now=world.now)
        return settle(answered, now=now)

    monkeypatch.setattr(sending.settling, "settle", sweep_first)
    world.drain()

    assert world.states() == {"unknown": 10}
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {"sent"}
    assert not Exposure.objects.exists()


def test_a_bot_that_stops_after_the_claim_sends_nothing(world: World) -> None:
    world.due()
    held = claiming.claim(world.bots[0].pk, token="t", now=world.now)
    ZaloBot.objects.update(state=ZaloBot.State.STOPPED)

    leaving = marking.mark(held.rows, now=world.now)

    assert (leaving, world.states(), BotMonth.objects.get().used) == ([], {"planned": 10}, 0)


def test_what_may_leave_at_once_is_claimed_and_marked_in_one_go(world: World) -> None:
    world.due()

    claim = claiming.claim(world.bots[0].pk, token="t", now=world.now, room=4)

    assert (claim.leaving, len(claim.rows), claim.is_cut) == (claim.rows, 4, True)
    assert world.states() == {"planned": 6, "sending": 4}
    opened = Attempt.objects.values_list("delivery", "number", "outcome")
    assert set(opened) == {(due.pk, 1, "open") for due in claim.leaving}
    leaving = Delivery.objects.filter(state=State.SENDING)
    assert set(leaving.values_list("lease_token", "lease_until", "attempt_count")) == {
        ("t", None, 1)
    }


def test_what_waits_for_its_moment_is_only_claimed(world: World) -> None:
    ZaloBot.objects.update(per_second=4)
    world.due()

    claim = claiming.claim(world.bots[0].pk, token="t", now=world.now, room=10)

    count = len(claim.rows)
    assert (claim.leaving, world.states()) == ([], {"planned": 10 - count, "claimed": count})
    assert count > 1
    assert min(due.leaves_at for due in claim.rows) > timezone.now()


def test_a_stopped_bot_and_a_paused_campaign_let_nothing_leave_at_once(world: World) -> None:
    world.due()
    ZaloBot.objects.update(state=ZaloBot.State.STOPPED)
    stopped = claiming.claim(world.bots[0].pk, token="t", now=world.now, room=10)
    ZaloBot.objects.update(state=ZaloBot.State.ACTIVE)
    Delivery.objects.update(next_attempt_at=world.now)
    Campaign.objects.update(state=Campaign.State.PAUSED)
    paused = claiming.claim(world.bots[0].pk, token="t", now=world.now, room=10)

    assert (stopped.rows, paused.rows, world.states()) == ([], [], {"planned": 10})
    assert not Attempt.objects.exists()


def test_of_two_copies_in_one_hand_only_the_newest_leaves(world: World) -> None:
    """The lease ran out while the worker was slow, and the same worker claimed the rows anew."""
    ZaloBot.objects.update(per_second=40)
    world.due()
    bot = world.bots[0].pk
    stale = claiming.claim(bot, token="1", now=world.now)
    Delivery.objects.update(lease_until=timezone.now())
    sweeping.sweep(now=world.now)
    ZaloLink.objects.update(free_at=None)
    anew = claiming.claim(bot, token="2", now=world.now)
    assert {due.pk for due in stale.rows} & {due.pk for due in anew.rows}

    going = marking.mark([*stale.rows, *anew.rows], now=world.now)

    assert going == anew.rows
    assert Attempt.objects.count() == len(anew.rows)


def test_a_copy_from_an_earlier_claim_is_not_ours_any_more(world: World) -> None:
    """Its lease ran out, somebody tried the row, and we have claimed it anew."""
    world.due()
    stale = claiming.claim(world.bots[0].pk, token="t", now=world.now)
    Delivery.objects.update(attempt_count=1)

    assert marking.mark(stale.rows, now=world.now) == []
    assert not Attempt.objects.exists()
