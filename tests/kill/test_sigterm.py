"""SIGTERM in the middle of a drain: a real worker ends soon and holds nothing back."""

import os
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

from tests import database

ROOT = Path(__file__).resolve().parent.parent.parent
MESSAGES = 30_000
# Far below TimeoutStopSec of the units.
MOST_SECONDS = 20
PREPARE = f"""
import django; django.setup()
from tests import making
from tests.broadcast.operations import deliveries
ward = making.ward(groups=10)
deliveries.planned(ward, count={MESSAGES}, lane=-5518, is_urgent=False)
from campaigns.models import ChannelKind
from broadcast.models import Delivery
Delivery.objects.exclude(channel__kind=ChannelKind.LEADER_RELAY).update(state="cancelled")
from cms.celery import app
app.send_task("broadcast.drain", queue="send")
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Return the environment of an embedded installation with many messages due."""
    shutil.copy(database.migrated_file(), tmp_path / "lantoa.sqlite3")
    made = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "LANTOA_VAR": str(tmp_path),
        "LANTOA_QUIET_FROM": "00:00",
        "LANTOA_QUIET_UNTIL": "00:00",
        "LANTOA_DEMO": "",
        "DATABASE_URL": "",
        "CELERY_BROKER_URL": "filesystem://",
    }
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=made, check=True)
    return made


@pytest.fixture
def worker(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = "-m celery --quiet --app cms worker --queues send --concurrency 2 --loglevel WARNING"
    with subprocess.Popen(
        [sys.executable, *command.split(), "--without-gossip", "--without-mingle"],
        cwd=ROOT,
        env=env,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def states(env: dict[str, str]) -> Counter[str]:
    path = Path(env["LANTOA_VAR"]) / "lantoa.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        rows = connection.execute("SELECT state, count(*) FROM broadcast_delivery GROUP BY 1")
        return Counter(dict(rows.fetchall()))


def test_a_worker_that_is_told_to_stop_gives_back_what_it_holds(
    env: dict[str, str], worker: subprocess.Popen[str]
) -> None:
    deadline = time.monotonic() + 60
    while not states(env)["sent"] and time.monotonic() < deadline:
        time.sleep(0.05)
    before = states(env)["planned"]

    started = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    _out, errors = worker.communicate(timeout=MOST_SECONDS)
    seconds = time.monotonic() - started

    left = states(env)
    print(f"sigterm: {seconds:.1f} s, {before} planned before, {dict(left)} after")
    assert worker.returncode == 0
    assert before > 0
    assert left["planned"] > 0
    assert left["claimed"] + left["sending"] + left["unknown"] == 0
    assert '"worker.stopping"' in errors
    assert '"drained"' in errors
