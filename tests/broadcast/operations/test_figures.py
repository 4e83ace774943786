"""Figures for Prometheus: right, cheap, and only for those who may read them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from broadcast import heartbeats, lanes, measuring
from broadcast.models import Delivery, InboundEvent, ZaloBot
from tests import making
from tests.broadcast.operations import deliveries
from tests.broadcast.rows import moved

pytestmark = pytest.mark.django_db

LEDGER = re.compile("broadcast_(delivery|attempt)")
PARTIAL = re.compile(r"INDEX (delivery_(lane|claimed|unknown)|attempt_open)\b")
WHOLE = re.compile(
    r"SCAN broadcast_(delivery|attempt)"
    r"(?! USING (COVERING )?INDEX (delivery_(claimed|unknown)|attempt_open)\b)"
)


@pytest.fixture
def frozen() -> Iterator[datetime]:
    """Stop the clock: a slow machine must not make rows older."""
    with time_machine.travel(timezone.now(), tick=False):
        yield timezone.now()


def figures(now: datetime | None = None) -> dict[tuple[str, str], float]:
    """Return every figure by its name and its label."""
    text = measuring.exposition(now=now or timezone.now()).decode()
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_figures_say_how_old_the_oldest_is(frozen: datetime) -> None:
    ward, now = making.ward(), frozen
    bot = ZaloBot.objects.create(ward=ward, display_name="A", token_encrypted=b"")
    ZaloBot.objects.create(ward=ward, display_name="B", token_encrypted=b"", state="dung")
    rows = deliveries.planned(ward, count=12, lane=bot.pk)
    for row, values in zip(
        rows,
        [
            {"next_attempt_at": now - timedelta(seconds=300), "is_urgent": True},
            {"next_attempt_at": now - timedelta(seconds=500), "lane": -5518},
            {"next_attempt_at": now + timedelta(days=1)},
            {"state": "unknown", "reason": "không rõ", "due_at": now - timedelta(seconds=900)},
            {"state": "sent"},
        ],
        strict=False,
    ):
        Delivery.objects.filter(pk=row.pk).update(**values)
    for row, seconds in zip(rows[-2:], (40, 20), strict=True):
        moved(row, "sending", sending_at=now - timedelta(seconds=seconds))
    InboundEvent.objects.create(bot=bot, key="1")
    heartbeats.succeeded("broadcast.plan")

    found = figures(now + timedelta(seconds=10))

    assert found["lantoa_oldest_seconds", "planned"] == pytest.approx(510)
    assert found["lantoa_oldest_seconds", "sending"] == pytest.approx(50)
    assert found["lantoa_oldest_seconds", "unknown"] == pytest.approx(910)
    assert found["lantoa_oldest_seconds", "inbound"] == pytest.approx(10)
    assert found["lantoa_oldest_seconds", "fan_out"] == 0
    assert found["lantoa_deliveries", "sending"] == 2
    assert found["lantoa_deliveries", "unknown"] == 1
    assert found["lantoa_deliveries", "claimed"] == 0
    assert found["lantoa_bots", "active"] == 1
    assert found["lantoa_bots", "stopped"] == 1
    assert found["lantoa_done_seconds", "broadcast.plan"] == pytest.approx(10)
    assert found["lantoa_red", "database"] == 0
    assert found["lantoa_red", "beat"] == 1


def test_figures_of_an_empty_ledger_are_zero() -> None:
    found = figures()

    assert lanes.oldest_planned() is None
    assert {found["lantoa_oldest_seconds", of] for of in ("planned", "sending", "unknown")} == {0}


def test_what_is_planned_for_later_is_not_late() -> None:
    ward = making.ward()
    deliveries.planned(ward, count=2, next_attempt_at=timezone.now() + timedelta(hours=1))

    assert figures()["lantoa_oldest_seconds", "planned"] == 0


def test_no_figure_reads_the_whole_ledger() -> None:
    deliveries.planned(making.ward(), count=30)

    with CaptureQueriesContext(connection) as queries:
        measuring.exposition(now=timezone.now())

    asked = [query["sql"] for query in queries if LEDGER.search(query["sql"])]
    assert len(asked) == 7
    if connection.vendor == "sqlite":
        plans = [plan(sql) for sql in asked]
        assert [line for line in plans if not LEDGER.search(line)] == []
        assert [line for line in plans if not PARTIAL.search(line)] == []
        assert [line for line in plans if WHOLE.search(line)] == []


def plan(sql: str) -> str:
    """Return how SQLite would answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "; ".join(row[-1] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "::1"}, 200),
        ("", {"REMOTE_ADDR": "203.0.113.9"}, 404),
        ("", {"REMOTE_ADDR": ""}, 404),
        ("", {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ("", {"HTTP_X_FORWARDED_PROTO": "https"}, 404),
        ("", {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "}, 404),
        ("bi-mat", {}, 404),
        ("bi-mat", {"HTTP_AUTHORIZATION": "Bearer sai"}, 404),
        ("bi-mat", {"HTTP_AUTHORIZATION": "Bearer bi-mat", "REMOTE_ADDR": "203.0.113.9"}, 200),
    ],
)
def test_figures_need_the_token_or_this_machine(
    client: Client, settings: LazySettings, token: str, headers: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN = token

    answer = client.get("/metrics", **headers)

    assert answer.status_code == status
    assert (b"lantoa_red" in answer.content) == (status == 200)
