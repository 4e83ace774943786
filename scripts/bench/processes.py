"""Processes that are timed: started, told when to begin, watched, and never waited for too long."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class FailedError(Exception):
    """A process ended badly, or took too long."""


class Job:
    """``scripts.bench.jobs.NAME`` at work; its last line of output is its answer."""

    def __init__(self, name: str, arguments: Mapping[str, Any], *, env: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "scripts.bench.job", name, json.dumps(dict(arguments))]
        self.name = name
        self.process = subprocess.Popen(  # noqa: S603 our own module
            command,
            env={**os.environ, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def until_ready(self) -> None:
        """Wait until the job has loaded what it needs; see ``wait_for_start``."""
        assert self.process.stdout is not None  # noqa: S101 - a pipe, for the type checker
        if self.process.stdout.readline().strip() != "ready":
            raise FailedError(f"{self.name} did not start")

    def go(self) -> None:
        """Let a job that is ready begin."""
        assert self.process.stdin is not None  # noqa: S101 - a pipe, for the type checker
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def answer(self, *, patience: float) -> Any:
        """Return what the job found. Raises ``FailedError`` after ``patience`` seconds."""
        try:
            output, _ = self.process.communicate(timeout=patience)
        except subprocess.TimeoutExpired as error:
            self.stop()
            raise FailedError(f"{self.name} took more than {patience} s") from error
        if self.process.returncode:
            raise FailedError(f"{self.name} ended with {self.process.returncode}")
        return json.loads(output.splitlines()[-1])

    def stop(self) -> None:
        """End the job at once."""
        self.process.kill()
        self.process.wait()


def run(name: str, arguments: Mapping[str, Any], *, env: Mapping[str, str], patience: float) -> Any:
    """Run one job to its end and return what it found."""
    return Job(name, arguments, env=env).answer(patience=patience)


def wait_for_start() -> None:
    """Within a job: say that everything is loaded, and wait for the word to begin."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


@contextmanager
def beside(*command: str, env: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Keep a program running next to what is measured, and end it afterwards."""
    process = subprocess.Popen(  # noqa: S603 our own programs
        command, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None  # noqa: S101 - a pipe, for the type checker
        process.stdout.close()


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a running process and of the processes below it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return 0.0
    own = sum(int(ticks) for ticks in fields[11:15]) / _TICK
    return own + sum(cpu_seconds(int(child)) for child in children)


def resident_mb(pid: int) -> float:
    """Return the memory that a process holds now, in MB; 0 if it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * _PAGE / 1e6


def now() -> float:
    """Return the moment on the clock that all processes of a machine share."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)
