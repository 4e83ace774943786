"""Answers that no fault of the simulator gives."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from broadcast.carriers.port import NotSent, Receipt, Refused, SendError, Unknown
from broadcast.zalo import outcome
from broadcast.zalo.wire import Seen


def judged(data: Any, *, status: int = 200, retry_after: int | None = None) -> Receipt | SendError:
    return outcome.receipt(Seen(status, json.dumps(data).encode(), retry_after))


def test_the_body_outweighs_the_status() -> None:
    good = {"ok": True, "result": {"message_id": "m1"}}

    assert judged(good, status=500) == Receipt("m1", "zalo", None)
    assert type(judged({"ok": False, "error_code": 400}, status=502)) is Refused
    assert type(judged({"ok": False, "error_code": "429"}, status=400)) is NotSent


def test_the_status_speaks_where_the_body_has_no_code() -> None:
    outcomes = {
        status: type(judged({"ok": False}, status=status)) for status in (200, 400, 401, 404, 429)
    }

    assert outcomes == {200: Unknown, 400: Refused, 401: NotSent, 404: Refused, 429: NotSent}


def test_descriptions_are_never_read() -> None:
    misleading = {"ok": False, "error_code": 503, "description": "Bad Request: not sent"}

    assert type(judged(misleading)) is Unknown


@pytest.mark.parametrize("code", [True, 1.5, "x", "²", None, [], "9" * 5_000])
def test_a_code_that_is_no_number_is_unknown(code: Any) -> None:
    assert type(judged({"ok": False, "error_code": code})) is Unknown


@pytest.mark.parametrize(
    "result", [None, [], "m1", {}, {"message_id": ""}, {"message_id": None}, {"message_id": True}]
)
def test_ok_without_an_id_is_unknown(result: Any) -> None:
    found = judged({"ok": True, "result": result})

    assert isinstance(found, Unknown)
    assert found.code == "no_message_id"


@pytest.mark.parametrize("odd", ["x" * 81, "a\0b", "a\nb", "\ud800", 10**80])
def test_an_id_that_cannot_be_kept_is_none(odd: Any) -> None:
    found = judged({"ok": True, "result": {"message_id": odd}})

    assert isinstance(found, Unknown)
    assert found.code == "no_message_id"


@pytest.mark.parametrize("message_id", ["x" * 80, 10**79, -1, "tin số 1"])
def test_an_id_that_can_be_kept_is_kept_as_it_is(message_id: Any) -> None:
    found = judged({"ok": True, "result": {"message_id": message_id}})

    assert found == Receipt(str(message_id), "zalo", None)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"null", b"[" * 100_000, b'{"ok":1}'])
def test_what_is_no_envelope_is_unknown(body: bytes) -> None:
    assert type(outcome.receipt(Seen(200, body))) is Unknown


@pytest.mark.parametrize("date", [None, "x", True, 1e300, -1e300, [], "1749632637199"])
def test_a_date_that_is_no_time_does_not_matter(date: Any) -> None:
    answer = {"ok": True, "result": {"message_id": 7, "date": date}}

    assert judged(answer) == Receipt("7", "zalo", None)


def test_the_date_is_in_milliseconds() -> None:
    answer = {"ok": True, "result": {"message_id": "m1", "date": 1749632637199}}

    assert judged(answer) == Receipt(
        "m1", "zalo", datetime(2025, 6, 11, 9, 3, 57, 199_000, tzinfo=UTC)
    )


def test_a_named_wait_is_handed_on() -> None:
    found = judged({"ok": False, "error_code": 429}, retry_after=90)

    assert isinstance(found, NotSent)
    assert found.retry_after == 90


def test_no_wait_is_longer_than_a_day() -> None:
    found = judged({"ok": False, "error_code": 429}, retry_after=10**15)

    assert isinstance(found, NotSent)
    assert found.retry_after == 86_400
