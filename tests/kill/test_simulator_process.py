"""``manage.py zalo_sim`` as ``make run`` starts it: a process that keeps its chats."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.architecture import source
from tests.broadcast.zalo.conftest import KEY, LEADER, START, TOKEN, ask


@contextmanager
def process(port: int, var: Path) -> Iterator[str]:
    """Run the command with all its state in ``var``; stop it as a supervisor does."""
    command = [sys.executable, "manage.py", "zalo_sim", "--port", str(port), "--key", *KEY.values()]
    running = subprocess.Popen(
        command,
        cwd=source.ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings",  # the tests' own have another folder
            "LANTOA_VAR": str(var),
            "LANTOA_DEMO": "1",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout
        yield running.stdout.readline()
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=20)
        assert running.returncode == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_command_keeps_chats_across_restarts(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    (tmp_path / "zalo_simulator_fixture.json").write_text(json.dumps(START), encoding="utf-8")

    with process(port, tmp_path) as greeting:
        ask(f"{url}/bot{TOKEN}/sendMessage", {"chat_id": LEADER, "text": "Chào"})
    with process(port, tmp_path):
        shown = ask(f"{url}/_sim/messages?chat={LEADER}", headers=KEY).data["result"]
        again = ask(f"{url}/bot{TOKEN}/sendMessage", {"chat_id": LEADER, "text": "Lại"}).data

    assert greeting.startswith(f"Zalo mô phỏng: {url}/")
    assert [message["text"] for message in shown] == ["Chào"]
    assert again["ok"]
    assert (tmp_path / "zalo_simulator.json").stat().st_mode & 0o077 == 0
