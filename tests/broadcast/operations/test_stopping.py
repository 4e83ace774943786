"""A worker that is told to stop: the news reaches the child, and the drain ends."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from broadcast import sending, stopping, tasks
from broadcast.models import Heartbeat


@pytest.fixture(autouse=True)
def calm() -> Iterator[None]:
    yield
    stopping._told.clear()
    stopping._pipe.clear()


def test_a_child_hears_of_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back = threading.Event()
    monkeypatch.setattr(sending, "stop", given_back.set, raising=False)
    stopping._lay_the_pipe()
    reading, writing = stopping._pipe
    head = os.dup(writing)
    stopping._listen()
    assert not given_back.wait(0.05)

    os.close(head)

    assert given_back.wait(2)
    assert stopping.is_stopping()
    os.close(reading)


def test_the_head_passes_it_on_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "stop", lambda: None, raising=False)
    stopping._lay_the_pipe()
    reading, writing = stopping._pipe

    stopping._pass_it_on()

    assert stopping.is_stopping()
    assert os.read(reading, 1) == b""
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(writing)
    os.close(reading)


@pytest.mark.django_db
def test_a_drain_takes_up_no_further_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []

    def one_batch(*, batches_done: list[int] = batches, **_given: int) -> sending.Sent:
        batches_done.append(1)
        if len(batches_done) == 3:
            stopping._told.set()
        sent = sending.Sent()
        sent.states["sent"] += 1
        return sent

    monkeypatch.setattr(sending, "drain", one_batch)

    started = time.monotonic()
    tasks.drain()

    assert len(batches) == 3
    assert time.monotonic() - started < 1
    assert Heartbeat.objects.filter(part="broadcast.drain").exists()
