"""Each part goes red when it is stuck, and only then; who may know which."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from broadcast import beating, health, heartbeats, home
from broadcast.models import Heartbeat, ZaloBot
from broadcast.tasks import drain
from campaigns.models import Campaign
from cms.celery import app
from outreach.models import User
from tests import making
from tests.broadcast.operations import deliveries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unread() -> Iterator[None]:
    """Forget what this process has written down in other tests."""
    heartbeats._last_written.clear()
    yield
    heartbeats._last_written.clear()


@pytest.fixture
def running(settings: LazySettings) -> None:
    """Let everything have been at work just now."""
    heartbeats.all_succeeded([heartbeats.BEAT, *settings.CELERY_TASK_ROUTES])


def red(**later: Any) -> set[str]:
    """Return the codes of the red parts."""
    return {part.code for part in health.red(now=timezone.now() + timedelta(**later))}


def test_nothing_is_red_while_everything_runs(running: None) -> None:
    assert red() == set()
    assert red(seconds=80) == set()


def test_on_an_empty_database_clock_workers_and_tasks_are_red() -> None:
    codes = red()

    assert {"beat", "worker:plan", "worker:send", "worker:default"} < codes
    assert "database" not in codes
    assert "broker" not in codes


def test_the_clock_leaves_its_mark_and_goes_red_when_it_stops(
    running: None, settings: LazySettings, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As Django's test client does: the test's transaction must stay open.
    monkeypatch.setattr(beating, "close_old_connections", lambda: None)
    Heartbeat.objects.filter(part=heartbeats.BEAT).delete()
    heartbeats._last_written.clear()
    clock = beating.Scheduler(app, schedule_filename=str(tmp_path / "schedule"))

    clock.tick()
    clock.close()

    assert red() == set()
    with time_machine.travel(timezone.now() + timedelta(seconds=95), tick=False):
        for name in settings.CELERY_TASK_ROUTES:
            heartbeats.succeeded(name)
        assert red() == {"beat"}


@pytest.mark.parametrize("queue", ["plan", "send", "default"])
def test_a_queue_goes_red_when_its_worker_stops(
    running: None, settings: LazySettings, queue: str
) -> None:
    others = [name for name, r in settings.CELERY_TASK_ROUTES.items() if r["queue"] != queue]

    with time_machine.travel(timezone.now() + timedelta(seconds=95), tick=False):
        heartbeats.all_succeeded([heartbeats.BEAT, *others])
        assert red() == {f"worker:{queue}"}


def test_a_worker_that_is_busy_for_long_stays_green(running: None, settings: LazySettings) -> None:
    others = [name for name in settings.CELERY_TASK_ROUTES if name != "broadcast.drain"]

    with time_machine.travel(timezone.now() + timedelta(seconds=600), tick=False):
        heartbeats.all_succeeded([heartbeats.BEAT, *others])
        heartbeats.alive("broadcast.drain")
        assert red() == set()


def test_a_task_that_never_ends_well_goes_red(running: None, settings: LazySettings) -> None:
    others = [name for name in settings.CELERY_TASK_ROUTES if name != "broadcast.plan"]

    with time_machine.travel(timezone.now() + timedelta(seconds=1000), tick=False):
        heartbeats.all_succeeded([heartbeats.BEAT, *others])
        heartbeats.alive("broadcast.plan")
        assert red() == {"task:broadcast.plan"}


def test_the_hooks_of_celery_write_for_every_task(monkeypatch: pytest.MonkeyPatch) -> None:
    drain.push_request(id="1", is_eager=False)

    heartbeats._taken_up(task=drain)
    row = Heartbeat.objects.get()
    heartbeats._ended(task=drain, state="FAILURE")
    assert (row.part, row.succeeded_at) == ("broadcast.drain", None)
    heartbeats._ended(task=drain, state="SUCCESS")

    drain.pop_request()
    assert Heartbeat.objects.get().succeeded_at is not None


def test_a_database_that_is_away_is_red_and_nothing_else_is_guessed(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def away(*_args: Any) -> None:
        raise OperationalError("server closed")

    monkeypatch.setattr(type(connections["default"]), "cursor", away)

    assert red() == {"database"}
    answer = client.get("/readyz")
    client.cookies["phien"] = "made-up"
    assert (answer.status_code, client.get("/readyz").status_code) == (503, 503)
    assert client.get("/healthz").content == b"ok\n"
    assert b'lantoa_red{part="database"} 1.0' in client.get("/metrics").content


def test_a_broker_that_is_away_is_red(running: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: Any, **_kwargs: Any) -> None:
        raise BrokerError("connection refused")

    monkeypatch.setattr(type(app), "connection_for_write", refused)

    assert red() == {"broker"}


@pytest.mark.skipif(
    os.environ.get("REQUIRE_SERVICES") != "1",
    reason="redis-py waits two seconds before it gives up",
)
def test_a_broker_on_a_closed_port_is_red(running: None, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = app.connection_for_write("redis://127.0.0.1:9/0", transport_options={})
    monkeypatch.setattr(type(app), "connection_for_write", lambda *_a, **_k: closed)

    assert red() == {"broker"}


def bot(**values: Any) -> ZaloBot:
    """Return a bot of a new ward."""
    return ZaloBot.objects.create(
        ward=making.ward(), display_name="Bot A", token_encrypted=b"", **values
    )


@pytest.mark.parametrize(
    ("values", "is_red"),
    [
        ({}, False),
        ({"state": "dung", "problem": "Zalo không nhận mã truy cập."}, True),
        ({"state": "dung"}, False),
        ({"state": "tam_dung"}, False),
        ({"state": "tam_dung", "pause_seconds": 60, "minutes": 1}, False),
        ({"state": "tam_dung", "pause_seconds": 900, "minutes": 15}, True),
        ({"state": "tam_dung", "pause_seconds": 900, "minutes": -1}, False),
    ],
)
def test_a_bot_is_red_while_it_needs_a_person(
    running: None, values: dict[str, Any], is_red: bool
) -> None:
    minutes = values.pop("minutes", None)
    until = minutes and timezone.now() + timedelta(minutes=minutes)

    made = bot(**values, paused_until=until)

    assert red() == ({f"bot:{made.pk}"} if is_red else set())


def test_a_bot_that_lets_a_due_message_wait_is_red_unless_it_is_at_work(running: None) -> None:
    made = bot()
    deliveries.planned(made.ward, count=1, lane=made.pk)
    own = f"bot:{made.pk}"

    assert own not in red(minutes=14)
    assert own in red(minutes=16)
    ZaloBot.objects.update(free_at=timezone.now() + timedelta(minutes=5))
    assert own not in red(minutes=16)
    ZaloBot.objects.update(free_at=None)
    Campaign.objects.update(state=Campaign.State.PAUSED)
    assert own not in red(minutes=16)


def test_one_pass_from_cron_counts_as_clock_and_workers() -> None:
    call_command("tick", verbosity=0)

    assert red() == set()


def test_the_command_ends_with_one_when_something_is_red(
    running: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("health")
    Heartbeat.objects.filter(part="beat").delete()

    with pytest.raises(CommandError, match=r"1 chỗ hỏng.") as ended:
        call_command("health")
    with pytest.raises(CommandError):
        call_command("health", "--json")

    lines = capsys.readouterr().out.splitlines()
    assert ended.value.returncode == 1
    assert "HỎNG  Đồng hồ nhắc việc  Chưa thấy chạy lần nào." in lines
    assert [row["code"] for row in json.loads(lines[-1]) if row["red"]] == ["beat"]


def test_the_answer_to_strangers_names_no_part(client: Client, running: None) -> None:
    stranger = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}

    assert client.get("/readyz", **stranger).json() == {"ready": True}
    assert client.get("/readyz", REMOTE_ADDR="203.0.113.9").json() == {"ready": True}
    client.force_login(making.officer(making.ward()))
    assert client.get("/readyz", **stranger).json() == {"ready": True}
    Heartbeat.objects.all().delete()
    answer = client.get("/readyz", **stranger)
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_a_technician_sees_the_parts(client: Client, running: None) -> None:
    client.force_login(User.objects.create(username="kt", is_superuser=True))

    found = client.get("/readyz", HTTP_X_FORWARDED_FOR="203.0.113.9").json()

    assert {"database", "broker", "beat", "worker:send"} < {row["part"] for row in found["parts"]}


def test_the_home_of_a_technician_names_what_is_stuck(client: Client, running: None) -> None:
    technician = User.objects.create(username="kt", is_superuser=True)
    client.force_login(technician)
    calm = client.get("/admin/").content.decode()
    Heartbeat.objects.filter(part="beat").delete()

    stuck = client.get("/admin/").content.decode()

    assert home.MACHINE_IS_WELL in calm
    assert "Đồng hồ nhắc việc" in stuck
    assert home.MACHINE_IS_WELL not in stuck
