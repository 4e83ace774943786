"""SIGKILL in the middle of an occurrence: nothing lost, nothing doubled, doubts in the open."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from broadcast.zalo.simulator.server import Simulator, running
from tests import database
from tests.kill import prepare

MESSAGES = 500
IN_FLIGHT = 10
KILLS = int(os.environ.get("KILLS", "3"))
ROOT = Path(__file__).resolve().parent.parent.parent
GIVE_UP_SECONDS = 120


class World:
    """A database, a Zalo and the processes between them."""

    def __init__(self, var: Path, zalo: Simulator) -> None:
        self.path, self.zalo = var / "lantoa.sqlite3", zalo
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "LANTOA_VAR": str(var),
            "LANTOA_DEMO": "1",
            "ZALO_BOT_BASE_URL": zalo.url,
            "LANTOA_QUIET_FROM": "00:00",
            "LANTOA_QUIET_UNTIL": "00:00",
            "LANTOA_IN_FLIGHT": str(IN_FLIGHT),
            "ZALO_PER_SECOND": "0",
            "LANTOA_LEASE_SECONDS": "2",
            "LANTOA_SENDING_LIMIT_SECONDS": "3",
        }

    def worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "drain", "--until-empty", "--seconds", "0.2"]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL)

    def states(self) -> Counter[str]:
        with closing(sqlite3.connect(self.path, timeout=20)) as connection:
            rows = connection.execute("SELECT state, count(*) FROM broadcast_delivery GROUP BY 1")
            return Counter(dict(rows.fetchall()))

    def messages(self) -> Counter[str]:
        """Return how many messages each leader's chat has really got."""
        chats = [prepare.person(number) for number in range(MESSAGES)]
        return Counter({chat: len(self.zalo.control.messages(chat)) for chat in chats})


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with running(key="kill", start=prepare.fixture(MESSAGES)) as zalo:
        made = World(tmp_path, zalo)
        shutil.copy(database.migrated_file(), made.path)
        subprocess.run(
            [sys.executable, "-m", "tests.kill.prepare", str(MESSAGES)],
            cwd=ROOT,
            env=made.env,
            check=True,
        )
        yield made


def test_a_killed_worker_loses_nothing_and_doubles_nothing(world: World) -> None:
    chance = random.Random(f"{KILLS}")
    for _ in range(KILLS):
        before = world.states()["sent"]
        worker = world.worker()
        wait_until(world, worker, more_than=before)
        time.sleep(chance.uniform(0.0, 0.4))
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    last = world.worker()
    last.wait(timeout=GIVE_UP_SECONDS)

    states, accepted = world.states(), world.messages()
    doubled = [chat for chat, count in accepted.items() if count > 1]
    got = sum(count > 0 for count in accepted.values())
    print(f"kill: {KILLS} kills, {dict(states)}, {got} accepted, {len(doubled)} doubled")
    assert set(states) <= {"sent", "unknown"}
    assert sum(states.values()) == MESSAGES
    assert doubled == []
    assert states["unknown"] <= KILLS * IN_FLIGHT
    assert states["sent"] <= got <= MESSAGES


def wait_until(world: World, worker: subprocess.Popen[bytes], *, more_than: int) -> None:
    """Return once more than ``more_than`` deliveries have been sent."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while world.states()["sent"] <= more_than:
        assert time.monotonic() < deadline
        assert worker.poll() is None, "the worker ended before it was killed"
        time.sleep(0.02)
