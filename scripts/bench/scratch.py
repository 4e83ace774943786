"""Databases of the bench's own: an SQLite file, and PostgreSQL with everything made durable."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True, slots=True)
class Store:
    """One database with our tables, as the environment of the processes that use it."""

    name: str
    env: dict[str, str] = field(repr=False)


@contextmanager
def stores() -> Iterator[tuple[Store, Store]]:
    """Yield an empty PostgreSQL and an empty SQLite, both migrated, for the length of a run.

    ``DATABASE_URL`` and ``CELERY_BROKER_URL`` name private servers: see ``scripts/with-services``.
    """
    with TemporaryDirectory(prefix="lantoa-bench-") as folder:
        made = (
            Store("PostgreSQL", _env(Path(folder) / "pg", os.environ["DATABASE_URL"])),
            Store("SQLite", _env(Path(folder) / "sqlite", "")),
        )
        running = [
            subprocess.Popen(  # noqa: S603 our own command
                [*MANAGE, "migrate", "--verbosity=0"], env={**os.environ, **store.env}
            )
            for store in made
        ]
        ended = [process.wait() for process in running]
        if any(ended):
            raise SystemExit("The scratch databases could not be made.")
        yield made


def _env(folder: Path, database_url: str) -> dict[str, str]:
    folder.mkdir()
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATABASE_URL": database_url,
        "LANTOA_VAR": str(folder),
        "LANTOA_DEMO": "1",
    }
