"""The thread that carries calls: all of them, at their moment, and heard of if it dies."""

import time
from dataclasses import replace

import pytest

from broadcast.carriers.port import Outgoing, Receipt
from broadcast.zalo.client import Exchange
from broadcast.zalo.courier import Courier, LostError, Order
from broadcast.zalo.simulator.server import Simulator
from tests.broadcast.zalo.conftest import LEADER, TOKEN


def order(key: int, *, after: float = 0) -> Order:
    return Order(Outgoing(key, LEADER, f"Tin {key}", ""), TOKEN, at=time.monotonic() + after)


def taken(courier: Courier, *, count: int, seconds: float = 5) -> dict[int, object]:
    found: dict[int, object] = {}
    until = time.monotonic() + seconds
    while len(found) < count and time.monotonic() < until:
        found.update(courier.finished(wait=0.1))
    return found


def test_every_message_is_answered_under_its_key(zalo: Simulator) -> None:
    with Courier(zalo.url) as courier:
        courier.start(order(key) for key in range(5))
        courier.start([order(5)])
        assert courier.in_flight == 6
        found = taken(courier, count=6)

    assert sorted(found) == list(range(6))
    assert {type(answer) for answer in found.values()} == {Receipt}
    assert courier.in_flight == 0
    assert sorted(shown["text"] for shown in zalo.control.messages(LEADER)) == [
        f"Tin {key}" for key in range(6)
    ]


def test_all_that_may_leave_is_under_way_at_once_however_slow_the_answers(zalo: Simulator) -> None:
    """Else more would be in doubt after a kill than was under way, and leave after a pause."""
    zalo.control.set_faults({"rules": [{"kind": "accept_late", "seconds": 2}]})
    with Courier(zalo.url) as courier:
        courier.start(order(key) for key in range(40))
        until = time.monotonic() + 1.5
        while zalo.control.stats()["accepted"] < 40 and time.monotonic() < until:
            time.sleep(0.02)
        accepted, answered = zalo.control.stats()["accepted"], courier.finished()

    assert (accepted, answered) == (40, [])


def test_a_message_waits_for_its_moment_and_holds_up_no_other(zalo: Simulator) -> None:
    with Courier(zalo.url) as courier:
        begun = time.monotonic()
        courier.start([order(1, after=0.4), order(2)])
        [first] = taken(courier, count=1)
        quick = time.monotonic() - begun
        [second] = taken(courier, count=1)
        slow = time.monotonic() - begun

    assert (first, second) == (2, 1)
    assert quick < 0.35
    assert slow >= 0.4


def test_what_is_late_keeps_its_distance_from_the_bots_message_before(zalo: Simulator) -> None:
    """All four are overdue; other bots' messages and those without a rate do not wait."""
    late = [replace(order(key, after=-1), apart=0.1) for key in range(4)]
    with Courier(zalo.url) as courier:
        begun = time.monotonic()
        courier.start([*late, order(9)])
        arrived: dict[object, float] = {}
        while len(arrived) < 5 and time.monotonic() < begun + 5:
            now = time.monotonic() - begun
            arrived |= dict.fromkeys(dict(courier.finished(wait=0.01)), now)

    assert arrived[9] < 0.25
    assert [arrived[key] >= 0.1 * key - 0.02 for key in range(4)] == [True] * 4


def test_nothing_is_waited_for_when_nothing_is_under_way(zalo: Simulator) -> None:
    with Courier(zalo.url) as courier:
        begun = time.monotonic()
        assert courier.finished() == []
        assert courier.finished(wait=0.05) == []

    assert 0.05 <= time.monotonic() - begun < 1


def test_a_thread_that_dies_is_heard_of(zalo: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Exchange, "start", broken)
    with Courier(zalo.url) as courier:
        courier.start([order(1)])
        with pytest.raises(LostError, match="MemoryError"):
            taken(courier, count=1)


def test_it_ends_at_once_with_a_message_that_still_waits(zalo: Simulator) -> None:
    begun = time.monotonic()
    with Courier(zalo.url) as courier:
        courier.start([order(1, after=60)])
        time.sleep(0.05)

    assert time.monotonic() - begun < 2
    assert zalo.control.stats()["accepted"] == 0
