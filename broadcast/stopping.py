"""Ending in good order: a worker that is told to stop gives back what it has not begun to send.

Only the worker's head hears SIGTERM; the drain runs in a child. Between them lies a pipe whose
writing end the head alone keeps. It closes it when the shutdown begins, the system closes it if the
head is killed, and either way every child reads the end of the pipe at once and calls
``sending.stop``. No polling, no signal that could interrupt a call half way.
"""

import os
import threading
from typing import Any

from celery import signals

from broadcast import reporting, sending

_pipe: list[int] = []


def stop() -> None:
    """Let the running drain end after the calls in flight, giving its claimed rows back."""
    sending.stop()


@signals.worker_init.connect
def _lay_the_pipe(**_kwargs: Any) -> None:
    """Runs in the head, before it has children."""
    _pipe[:] = os.pipe()


@signals.worker_process_init.connect
def _listen(**_kwargs: Any) -> None:
    """Runs in each child: drop the end that only the head may hold, and wait for the news."""
    if not _pipe:
        return
    reading, writing = _pipe
    os.close(writing)
    threading.Thread(target=_wait_for_the_end, args=(reading,), daemon=True).start()


def _wait_for_the_end(reading: int) -> None:
    os.read(reading, 1)
    stop()
    reporting.tell("worker.stopping", pid=os.getpid())


@signals.worker_shutting_down.connect
def _pass_it_on(**_kwargs: Any) -> None:
    """Runs in the head, inside its handler of SIGTERM: nothing here may take a lock or log."""
    if _pipe:
        os.close(_pipe.pop())
        _pipe.clear()
    stop()
