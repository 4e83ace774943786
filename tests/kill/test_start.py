"""``make run`` refuses a busy port in words, and leaves no process behind when it is stopped."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Like a Celery worker: a head with a child of its own; only the head knows when to go.
HEAD = "bash -c 'sleep {secs} & trap \"kill $!; exit 0\" TERM; touch $FOLDER/{name}; wait'"
STUBBORN = "bash -c 'trap \"\" TERM; touch $FOLDER/{name}; while true; do sleep {secs}; done'"


@pytest.fixture
def mark() -> str:
    """Return a number of seconds that names this test's processes among all others."""
    return f"3{os.getpid()}{time.monotonic_ns() % 10_000}"


def start(folder: Path, *commands: str) -> subprocess.Popen[bytes]:
    """Start a supervisor over ``commands`` and wait until each of them has begun."""
    lines = [f"p{number}: {command}" for number, command in enumerate(commands)]
    (folder / "Procfile").write_text("\n".join(lines), encoding="utf-8")
    program = (
        "import pathlib, sys; from scripts import crew; crew.SECONDS_TO_STOP = 1;"
        f"sys.exit(crew.supervise(pathlib.Path({str(folder)!r})))"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "FOLDER": str(folder)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 15
    while len(list(folder.glob("p*"))) < len(commands) and time.monotonic() < deadline:
        time.sleep(0.05)
    return supervisor


def alive(mark: str) -> list[str]:
    """Return the command lines of running processes that hold ``mark``."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in lines if mark in line]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_no_process_behind(tmp_path: Path, mark: str, how: signal.Signals) -> None:
    heads = [HEAD.format(secs=mark, name=name) for name in ("p0", "p1")]
    supervisor = start(tmp_path, *heads)
    running = len(alive(mark))

    supervisor.send_signal(how)
    code = supervisor.wait(15)

    assert running >= 4
    assert code == 0
    assert alive(mark) == []


def test_a_process_that_will_not_stop_is_ended(tmp_path: Path, mark: str) -> None:
    supervisor = start(
        tmp_path, HEAD.format(secs=mark, name="p0"), STUBBORN.format(secs=mark, name="p1")
    )

    supervisor.send_signal(signal.SIGTERM)
    supervisor.wait(15)

    assert alive(mark) == []


def test_when_one_process_fails_the_others_stop_and_the_failure_shows(
    tmp_path: Path, mark: str
) -> None:
    failing = "bash -c 'touch $FOLDER/p1; sleep 0.5; exit 7'"
    supervisor = start(tmp_path, HEAD.format(secs=mark, name="p0"), failing)

    code = supervisor.wait(15)

    assert code == 7
    assert alive(mark) == []


def test_a_busy_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        environment = {
            **os.environ,
            "PORT": str(port),
            "ZALO_SIMULATOR_PORT": "0",
            "LANTOA_VAR": str(tmp_path),
        }

        answer = subprocess.run(
            [sys.executable, "-m", "scripts.run"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert answer.returncode == 1
    assert f"Cổng {port} (trang web) đang bận." in answer.stderr
    assert f"make run PORT={port + 10}" in answer.stderr
