"""Taking the whole database out as one file, and putting such a file in its place."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections


class DumpError(Exception):
    """The database's own program failed; the message says how, in its words."""


def name_of_dump() -> str:
    """Return what the file of this engine is called in an archive."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.pgdump"


def is_empty() -> bool:
    """Tell whether the database holds no table yet."""
    return not connection.introspection.table_names()


def dump(target: Path) -> None:
    """Write the database as it stands at one moment; others may go on working."""
    if connection.vendor == "sqlite":
        _copy(Path(connection.settings_dict["NAME"]), target)
    else:
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def load(source: Path) -> None:
    """Replace everything in the database by ``source``."""
    connections.close_all()
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, target)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connections.close_all()
    _run(["pg_restore", "--single-transaction", "--no-owner", "--no-privileges", str(source)])


def _copy(source: Path, target: Path) -> None:
    """Use SQLite's own copying: right while others write, and it takes the log file along."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _run(command: list[str]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, where no list shows it."""
    wanted: dict[str, Any] = connection.settings_dict
    given = {
        "PGDATABASE": wanted["NAME"],
        "PGUSER": wanted["USER"],
        "PGPASSWORD": wanted["PASSWORD"],
        "PGHOST": wanted["HOST"],
        "PGPORT": wanted["PORT"],
    }
    environment = {**os.environ, **{name: value for name, value in given.items() if value}}
    if command[0] == "pg_restore":
        command = [*command[:-1], f"--dbname={wanted['NAME']}", command[-1]]
    try:
        subprocess.run(  # noqa: S603 our own command
            command, env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise DumpError(f"Máy chưa có {command[0]}. Hãy cài gói postgresql-client.") from error
    except subprocess.CalledProcessError as error:
        raise DumpError(error.stderr.strip()[-2000:]) from error
