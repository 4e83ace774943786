"""Answers before they are settled: a bug counts as "not sure", and nothing waits for long."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from broadcast import gathering
from broadcast.carriers.port import Due, Receipt, Unknown
from campaigns.models import ChannelKind

WELL = Receipt("m1", "zalo", None)
NOW = timezone.now()
DUE = Due(
    pk=1, kind=ChannelKind.ZALO_GROUP, group_id=1, occurrence_id=1, is_urgent=False, text="",
    picture_url="", due_at=NOW, leaves_at=NOW + timedelta(), number=1,
)  # fmt: skip


def added(monkeypatch: Any, answer: object, judge: Callable[..., Any]) -> gathering.Answered:
    """Return how ``answer`` is gathered if its carrier judges as told."""
    carrier = SimpleNamespace(judge=judge)
    monkeypatch.setattr(gathering, "carrier_of", lambda _kind: carrier)
    gathered = gathering.Gathered(most=1)
    gathered.add(DUE, answer)
    [one] = gathered.answers
    return one


def broken(_due: Due, _answer: object) -> Receipt:
    raise ValueError("broken")


@pytest.mark.parametrize("judge", [broken, lambda _due, _answer: None])
def test_a_carrier_that_cannot_judge_leaves_the_row_in_doubt(
    monkeypatch: Any, judge: Callable[..., Any]
) -> None:
    one = added(monkeypatch, WELL, judge)

    assert (one.seen, type(one.judged)) == (WELL, Unknown)


def test_what_is_no_answer_is_never_a_receipt(monkeypatch: Any) -> None:
    one = added(monkeypatch, "ok", lambda _due, answer: answer)

    assert (type(one.seen), type(one.judged)) == (Unknown, Unknown)


def test_answers_wait_for_others_until_enough_have_come_or_time_is_up(monkeypatch: Any) -> None:
    clock = 100.0
    monkeypatch.setattr("broadcast.gathering.time", SimpleNamespace(monotonic=lambda: clock))
    monkeypatch.setattr(
        gathering, "carrier_of", lambda _kind: SimpleNamespace(judge=lambda _due, answer: answer)
    )
    gathered = gathering.Gathered(4, gathering.IN_COMPANY, _since=clock)

    clock += 5
    gathered.add(DUE, WELL)
    at_first = gathered.seconds_left(in_flight=3)
    at_ease = gathered.seconds_left(in_flight=0)
    clock += 1
    in_the_end = gathered.seconds_left(in_flight=3)
    gathered.begin_anew()
    for _ in range(3):
        gathered.add(DUE, WELL)

    assert at_first == pytest.approx(gathering.IN_COMPANY.seconds)
    assert at_ease == pytest.approx(gathering.AT_EASE)
    assert in_the_end == 0
    assert gathered.seconds_left(in_flight=1) == 0
