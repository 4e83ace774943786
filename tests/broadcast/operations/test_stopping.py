"""A worker that is told to stop: the news reaches the child, and the drain ends."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from broadcast import sending, stopping


@pytest.fixture(autouse=True)
def calm() -> Iterator[None]:
    yield
    sending._stopping.clear()
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
    os.close(reading)


def test_the_head_passes_it_on_before_anything_else() -> None:
    stopping._lay_the_pipe()
    reading, writing = stopping._pipe

    stopping._pass_it_on()

    assert sending._stopping.is_set()
    assert os.read(reading, 1) == b""
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(writing)
    os.close(reading)


def test_a_worker_that_loads_the_tasks_hears_of_its_end_and_shows_that_it_lives() -> None:
    """In a process of its own: here, something else may have imported the hooks."""
    code = (
        "import django; django.setup()\n"
        "import broadcast.tasks\n"
        "from celery import signals\n"
        "heard = (signals.worker_process_init, signals.worker_shutting_down, signals.task_prerun)\n"
        "print([bool(signal.receivers) for signal in heard])"
    )

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.strip().endswith("[True, True, True]")
