"""Processes that can be killed: each is forked from one that has everything loaded.

Starting the interpreter and Django takes seconds, forking milliseconds. Each process leads a
group of its own, so that it can be killed alone, with its children, or a child without it.
"""

import ctypes
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def adopt() -> None:
    """Let the children of killed processes become ours, so that we can see them end."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


_STARTED: "list[Process]" = []


def end_all() -> None:
    """End every group that was ever started here."""
    for process in _STARTED:
        process.strike()


class Process:
    """One process and its group."""

    def __init__(self, name: str, work: Callable[[], object], *, log: Path) -> None:
        self.name, self.work, self.log = name, work, log
        self.pid = 0
        self.code: int | None = None
        self.start()
        _STARTED.append(self)

    def start(self) -> None:
        """Fork; the child does its work and leaves without a look back."""
        gc.freeze()
        self.code, self.is_gone = None, False
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid:
            with suppress(OSError):
                os.setpgid(self.pid, self.pid)
            return
        code = 1
        try:
            _settle_in(self.log, parent)
            self.work()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001 - a child must never run the parent's code
            traceback.print_exc()
        finally:
            with suppress(Exception):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    @property
    def is_alive(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is None

    def wait(self, seconds: float) -> int | None:
        """Return the exit code, or None if the process does not end in time."""
        deadline = time.monotonic() + seconds
        while self.is_alive and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.code

    def strike_head(self) -> None:
        """Kill the process alone; its children, if any, find out by themselves."""
        if self.is_alive:
            os.kill(self.pid, signal.SIGKILL)
            self.wait(10)

    def strike_child(self) -> bool:
        """Kill the eldest child; False if there is none."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        with suppress(OSError, IndexError):
            os.kill(int(path.read_text().split()[0]), signal.SIGKILL)
            return True
        return False

    def strike(self) -> None:
        """Kill the process and all of its group, and see them gone."""
        if self.is_gone:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait(10)
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-self.pid, 0)
        self.is_gone = True

    def ask_to_stop(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)


def _settle_in(log: Path, parent: int) -> None:
    """Become a process of one's own: a group, a log, an end when the laboratory ends."""
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(file, stream)


def in_a_child(work: Callable[[], object], *, log: Path) -> None:
    """Do ``work`` in a process of its own, so that it leaves no open connection here."""
    child = Process("child", work, log=log)
    if child.wait(600) != 0:
        raise RuntimeError(log.read_text(encoding="utf-8"))
