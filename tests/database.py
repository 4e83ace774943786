"""A migrated database for each test process, and the way back to it after a test that commits.

On SQLite it is a file, not memory: threads and the live server then share it as they do in
production. Running every migration takes longer than many tests together, so the result is kept
for each state of the migrations and copied; on PostgreSQL a template database serves the same end.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from tests import folders

ROOT = Path(__file__).resolve().parent.parent


class Fresh(Protocol):
    """A database of one test process."""

    def make(self) -> None: ...
    def restore(self) -> None: ...
    def remove(self) -> None: ...


def fresh(worker: str) -> Fresh:
    """Return the database of the test process ``worker`` on the engine that is set."""
    return FreshSQLite(worker) if connection.vendor == "sqlite" else FreshPostgreSQL(worker)


class FreshSQLite:
    """A copy of the migrated file."""

    def __init__(self, worker: str) -> None:
        self.path = settings.VAR / f"test-{worker}.sqlite3"

    def make(self) -> None:
        self.template = migrated_file()
        point_to(self.path)
        self.restore()

    def restore(self) -> None:
        connections.close_all()
        with (
            closing(sqlite3.connect(self.template)) as source,
            closing(sqlite3.connect(self.path)) as target,
        ):
            source.backup(target)

    def remove(self) -> None:
        connections.close_all()


class FreshPostgreSQL:
    """A database made from a template that only this process uses."""

    def __init__(self, worker: str) -> None:
        self.template, self.name = f"test_lantoa_{worker}_template", f"test_lantoa_{worker}"

    def make(self) -> None:
        self.remove()
        execute_outside(f'CREATE DATABASE "{self.template}"')
        point_to(self.template)
        call_command("migrate", interactive=False, verbosity=0)
        point_to(self.name)
        self.restore()

    def restore(self) -> None:
        connections.close_all()
        execute_outside(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        execute_outside(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')

    def remove(self) -> None:
        connections.close_all()
        for name in (self.name, self.template):
            execute_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def point_to(name: str | Path) -> None:
    """Make Django's connection use the database ``name`` from now on."""
    connection.close()
    connection.settings_dict["NAME"] = str(name)


def execute_outside(statement: str) -> None:
    """Run ``statement`` on the server's own database, outside any transaction."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def migrated_file() -> Path:
    """Return the migrated SQLite file for the present migrations, making it if need be."""
    folder = folders.kept()
    path = folder / f"{fingerprint()}.sqlite3"
    with only_one(folder / "lock"):
        if not path.exists():
            draft = path.with_suffix(".part")
            draft.unlink(missing_ok=True)
            forget_old(folder)
            point_to(draft)
            call_command("migrate", interactive=False, verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=DELETE")
            connection.close()
            draft.rename(path)
    return path


def forget_old(folder: Path) -> None:
    """Keep only the latest few databases: every change of a migration makes another."""
    for path in sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-8]:
        path.unlink()


def fingerprint() -> str:
    """Name the state of the migrations: ours by content, the packages' by their pins."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(f"{path.relative_to(ROOT)}".encode() + path.read_bytes())
    return digest.hexdigest()[:24]


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time pass."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
