"""``manage.py bench send`` against a served Zalo: every delivery ends in exactly one place."""

import json
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from broadcast import settling, trial
from broadcast.carriers.port import NotSent
from broadcast.models import Delivery, ZaloBot
from broadcast.zalo.simulator.server import Simulator, running
from campaigns import planning
from campaigns.models import Campaign, ChannelKind
from outreach import scratch
from outreach.models import Exposure, User, Ward
from tests import making
from tests.broadcast import rows

TOKENS = ("1000:first", "2000:second")
COUNT = 60
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def zalo(db: None) -> Iterator[Simulator]:
    """A Zalo with two bots that are members of every group that a trial writes to."""
    bots = [{"token": token, "id": token[:4], "name": f"Bot {token[:4]}"} for token in TOKENS]
    groups = [
        {"id": f"zgr-{number:020x}", "name": f"Nhóm {number}", "bots": ["1000", "2000"]}
        for number in range(COUNT)
    ]
    with running(key="trial", start={"bots": bots, "users": [], "groups": groups}) as simulator:
        yield simulator


def bench(zalo: Simulator, capsys: Any, *, tokens: tuple[str, ...] = TOKENS, **options: Any) -> Any:
    """Send as from a shell and return what the last line says."""
    call_command(
        "bench", "send", deliveries=COUNT, api=zalo.url, token=list(tokens), json=True, **options
    )
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_everything_is_accepted_once_and_nothing_of_it_stays(zalo: Simulator, capsys: Any) -> None:
    found = bench(zalo, capsys)

    assert (found["accepted"], found["failed"], found["unknown"]) == (COUNT, 0, 0)
    assert found["per_second"] == pytest.approx(COUNT / found["seconds"], rel=0.01)
    stats = zalo.control.stats()
    assert (stats["accepted"], stats["duplicates"]) == (COUNT, 0)
    left = (Delivery, ZaloBot, Campaign, Exposure)
    assert [model._default_manager.count() for model in left] == [0, 0, 0, 0]
    assert not Ward.objects.filter(pk=scratch.CODE).exists()
    assert not User.objects.exists()


def test_each_delivery_is_in_exactly_one_of_three(zalo: Simulator, capsys: Any) -> None:
    zalo.control.set_faults({"rules": [
        {"kind": "error", "code": 400, "every": 6}, {"kind": "accept_close", "every": 7},
    ]})  # fmt: skip

    found = bench(zalo, capsys)

    assert found["failed"] == COUNT // 6
    assert found["unknown"] > 0
    assert found["accepted"] + found["unknown"] == COUNT - found["failed"]
    assert zalo.control.stats()["accepted"] == found["accepted"] + found["unknown"]


def test_a_bot_goes_on_soon_after_unclear_answers_in_a_row(zalo: Simulator, capsys: Any) -> None:
    trouble = {"kind": "error", "code": 500, "next": 5, "method": "sendMessage"}
    silence = {"kind": "close", "next": 1, "method": "getMe"}
    zalo.control.set_faults({"rules": [trouble, silence]})

    found = bench(zalo, capsys, tokens=TOKENS[:1], in_flight=3)

    assert (found["accepted"], found["failed"], found["unknown"]) == (COUNT - 5, 0, 5)
    assert found["seconds"] < 10


def test_a_server_that_never_answers_gets_few_messages(zalo: Simulator, capsys: Any) -> None:
    zalo.control.set_faults({"rules": [{"kind": "accept_close", "method": "sendMessage"}]})

    found = bench(zalo, capsys, tokens=TOKENS[:1], in_flight=3, patience=2)

    assert (found["accepted"], found["failed"] + found["unknown"]) == (0, COUNT)
    assert found["unknown"] == zalo.control.stats()["accepted"] < COUNT / 3


def test_a_rest_is_shortened_once_however_often_one_looks(db: None) -> None:
    bot = rows.bot(making.ward())
    now = timezone.now()
    ZaloBot.objects.update(
        state=ZaloBot.State.PAUSED, pause_seconds=300, paused_until=now + timedelta(seconds=300)
    )
    ends = []

    for _ in range(2):
        bot.refresh_from_db()
        trial._wake(bot)
        bot.refresh_from_db()
        ends.append(bot.paused_until)

    assert now < ends[0] == ends[1] < now + timedelta(seconds=5)
    assert bot.state == ZaloBot.State.PAUSED


@pytest.mark.parametrize("ahead", [timedelta(), trial.AHEAD])
def test_no_quiet_hours_hold_a_trial_up(db: None, monkeypatch: Any, ahead: timedelta) -> None:
    monkeypatch.setattr(planning, "quiet_hours", lambda: (time(21, 30), time(6, 30)))
    night = timezone.now().astimezone(VIETNAM).replace(hour=23)
    monkeypatch.setattr(timezone, "now", lambda: night)

    with trial.prepared(
        ChannelKind.ZALO_GROUP, deliveries=3, tokens=TOKENS, ahead=ahead
    ) as occurrence:
        moments = set(occurrence.deliveries.values_list("next_attempt_at", flat=True))
        again = settling._next_attempt(
            occurrence.deliveries.select_related("channel")[0],
            NotSent("", code="not_left"),
            occurrence.due_at,
        )

    assert moments == {occurrence.due_at}
    assert not ahead or again - occurrence.due_at < timedelta(hours=1)
