"""The database and the broker: real, private, quick to begin anew, and easy to kill."""

import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Protocol

from tests.kill.house import House


class Database(Protocol):
    """One engine: ``keep`` makes what is there the template, ``renew`` goes back to it."""

    def prepare(self) -> None: ...
    def keep(self) -> None: ...
    def renew(self) -> None: ...
    def strike(self) -> None: ...
    def start(self) -> None: ...
    def end(self) -> None: ...


class SQLite:
    """A file. There is no server to kill."""

    def __init__(self, house: House) -> None:
        self.path = house.var / "lantoa.sqlite3"
        self.template = house.folder / "template.sqlite3"

    def prepare(self) -> None:
        """Put the migrated file in place; needs Django, and a process of its own."""
        from tests import database

        path = str(self.path)
        shutil.copy(database.migrated_file(), path)
        database.point_to(path)

    def keep(self) -> None:
        with (
            closing(sqlite3.connect(self.path)) as source,
            closing(sqlite3.connect(self.template)) as target,
        ):
            source.backup(target)

    def renew(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.template, self.path)

    def strike(self) -> None:
        """Nothing to kill."""

    def start(self) -> None:
        """Nothing to start."""

    def end(self) -> None:
        """Nothing to stop."""


class Redis:
    """A broker that keeps nothing on the disk: what it holds is gone when it is killed."""

    def __init__(self, house: House) -> None:
        self.port, self.folder = house.redis, house.folder
        self.start()

    def start(self) -> None:
        options = ("--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), *options, "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        for _ in range(200):
            if self._asks("PING"):
                return
            time.sleep(0.02)
        raise RuntimeError("Redis does not answer")

    def flush(self) -> None:
        self._asks("FLUSHALL")

    def _asks(self, command: str) -> bool:
        import redis

        with closing(redis.Redis(port=self.port, socket_timeout=2)) as client:
            try:
                return bool(client.execute_command(command))
            except redis.RedisError:
                return False

    def strike(self) -> None:
        self.process.kill()
        self.process.wait()

    end = strike
