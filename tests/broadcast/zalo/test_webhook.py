"""The webhook: the secret first, everything stored once, and never an error of our own."""

import hashlib
import io
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import timezone

from broadcast.models import InboundEvent, ZaloBot
from broadcast.zalo import inbound, webhook
from tests import making
from tests.broadcast.zalo import hearing
from tests.broadcast.zalo.hearing import HEADERS, HOOK, SECRET, event, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def bot() -> ZaloBot:
    return hearing.bot_of(making.ward())


def count() -> int:
    return InboundEvent.objects.count()


def test_an_event_is_stored_as_it_came_and_answered_without_a_cookie(bot: ZaloBot) -> None:
    body = event("XONG")

    answer = post(body)

    row = InboundEvent.objects.get()
    assert (answer.status_code, answer.content, len(answer.cookies)) == (200, b"", 0)
    assert "Vary" not in answer.headers
    assert (row.bot, row.key, row.state) == (bot, "m0", "cho")
    assert json.loads(row.body) == body


@pytest.mark.parametrize(
    "headers", [{}, {"X-Bot-Api-Secret-Token": SECRET + "x"}, {"X-Bot-Api-Secret-Token": "mậtmã"}]
)
def test_a_wrong_or_missing_secret_leaves_no_trace(
    bot: ZaloBot, headers: dict[str, str], caplog: Any
) -> None:
    answer = post(event("XONG"), headers=headers)

    assert (answer.status_code, answer.content, count()) == (403, b"", 0)
    assert SECRET not in caplog.text
    assert "XONG" not in caplog.text


@pytest.mark.parametrize("hook", ["b" * 32, "x", "a" * 31, "%00", "a" * 500])
def test_an_unknown_hook_is_refused_like_a_wrong_secret(bot: ZaloBot, hook: str) -> None:
    answer = post(event(), hook=hook)

    assert (answer.status_code, answer.content, count()) == (403, b"", 0)


def test_a_bot_without_a_secret_hears_nothing() -> None:
    hearing.bot_of(making.ward(), secret_sha256="")

    answers = [post(event(), headers={"X-Bot-Api-Secret-Token": given}) for given in ("", "x")]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_the_old_secret_is_good_until_its_time(bot: ZaloBot) -> None:
    old = hashlib.sha256(b"ma-cu").hexdigest()
    header = {"X-Bot-Api-Secret-Token": "ma-cu"}
    statuses = []

    for minutes in (1, -1):
        until = timezone.now() + timedelta(minutes=minutes)
        ZaloBot.objects.update(old_secret_sha256=old, old_secret_until=until)
        statuses.append(post(event(), headers=header).status_code)

    assert statuses == [200, 403]


def test_the_secret_is_compared_before_the_body_is_read(bot: ZaloBot) -> None:
    huge = b"x" * (webhook.MOST_BYTES + 1)

    assert post(huge, headers={}).status_code == 403
    assert post(huge).status_code == 413
    assert count() == 0


def test_the_same_message_is_stored_once(bot: ZaloBot) -> None:
    body = event("XONG")
    flat = body["result"]

    answers = [post(given).status_code for given in (body, body, flat)]

    assert (answers, count()) == ([200, 200, 200], 1)


def test_bots_do_not_share_their_keys(bot: ZaloBot) -> None:
    hearing.bot_of(making.ward("05533", "Bá Xuyên"), zalo_id="2", hook_id="c" * 32)
    body = event("XONG")

    post(body)
    post(body, hook="c" * 32)

    assert count() == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<html>",
        b"\xff\xfe\x00\x80",
        b"\x00" * 50,
        b'{"message": {"message_id": "a\\u0000b"}}',
        b'{"message": {"message_id": "\\ud800"}}',
        b'{"message": {"message_id": "' + b"x" * 5000 + b'"}}',
        b'{"message": {"message_id": NaN, "text": Infinity}}',
        b'{"message": {"message_id": ' + b"9" * 5000 + b"}}",
        b'{"message": [1, {"message_id": 2}]}',
        b'{"result": "x", "message": {"from": 1, "chat": null, "text": {}}}',
        b"[" * 500_000,
        b'{"a":' * 100_000,
        b"x" * webhook.MOST_BYTES,
    ],
)
def test_hostile_bodies_are_kept_as_text_and_worked_through(bot: ZaloBot, body: bytes) -> None:
    answers = [post(body).status_code for _again in range(2)]

    worked = inbound.work_through()

    assert (answers, count(), worked) == ([200, 200], 1, 1)
    assert InboundEvent.objects.get().state in {"bo_qua", "hong"}


@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_only_a_post_is_heard(bot: ZaloBot, method: str) -> None:
    answer = getattr(Client(), method)(f"/zalo/hook/{HOOK}/", headers=HEADERS)

    assert (answer.status_code, count()) == (405, 0)


def test_a_chunked_body_is_read_too(bot: ZaloBot) -> None:
    data = io.BytesIO(json.dumps(event("XONG")).encode())
    chunked = {"wsgi.input": data, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}

    answer = Client().generic("POST", f"/zalo/hook/{HOOK}/", headers=HEADERS, **chunked)

    assert (answer.status_code, count()) == (200, 1)


def test_without_a_database_zalo_is_asked_to_come_again(bot: ZaloBot) -> None:
    def refuse(*_args: Any) -> None:
        raise OperationalError("gone")

    body = event()
    with connection.execute_wrapper(refuse):
        answer = post(body)

    assert (answer.status_code, answer.content, count()) == (503, b"", 0)


def test_without_a_broker_the_event_is_stored_all_the_same(
    bot: ZaloBot, settings: Any, django_capture_on_commit_callbacks: Any, monkeypatch: Any
) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise OSError("no broker")

    monkeypatch.setattr(webhook.tasks.inbound, "delay", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        answer = post(event())

    assert (answer.status_code, count()) == (200, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_event_five_times_in_parallel_has_one_effect() -> None:
    ward = making.ward()
    group = ward.groups.order_by("position")[0]
    hearing.link(group, hearing.bot_of(ward, asked_at=None, state="dung"))
    delivery = hearing.relay(group)
    body, statuses, start = event("XONG"), [], threading.Barrier(5)

    def deliver() -> None:
        start.wait()
        statuses.append(post(body).status_code)
        inbound.work_through()
        connections.close_all()

    threads = [threading.Thread(target=deliver) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    delivery.refresh_from_db()
    assert statuses == [200] * 5
    assert (count(), delivery.state, delivery.evidence.count()) == (1, "confirmed", 1)
