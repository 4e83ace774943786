"""A private PostgreSQL server that can be killed whole or in part."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tests.kill.house import House


class PostgreSQL:
    """A private cluster. Commits are on the disk's way before they are answered, as in service;
    only ``fsync`` is off, which matters when a machine loses its power, not when a server dies.
    """

    def __init__(self, house: House) -> None:
        self.port = house.postgres
        self.address = f"postgresql://lantoa@127.0.0.1:{self.port}/postgres"
        self.data = house.folder / "postgres"
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
        if not found:
            raise SystemExit("Thiếu PostgreSQL. Hãy cài bằng lệnh: sudo apt-get install postgresql")
        self.programs = found[-1]
        self.data.mkdir()
        if os.getuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
        self._run("initdb", "-U", "lantoa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self.start()
        self._execute('CREATE DATABASE "lantoa"')

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), "-D", str(self.data), *arguments],
            check=True,
            cwd="/",
            user="postgres" if os.getuid() == 0 else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def _execute(self, statement: str) -> list[tuple[int]]:
        import psycopg

        with closing(psycopg.connect(self.address, autocommit=True)) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def prepare(self) -> None:
        """Migrate; needs Django, and a process of its own."""
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)

    def keep(self) -> None:
        self._execute('ALTER DATABASE "lantoa" RENAME TO "lantoa_template"')

    def renew(self) -> None:
        self._execute('DROP DATABASE IF EXISTS "lantoa" WITH (FORCE)')
        self._execute('CREATE DATABASE "lantoa" TEMPLATE "lantoa_template"')
        # A copied sequence believes that its next numbers are in the log already; they are in that
        # of the template. After a crash it would give them out again. A checkpoint ends that.
        self._execute("CHECKPOINT")

    def strike(self) -> None:
        """Stop without a word to anybody, as a crash would."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-s")

    def strike_backend(self) -> None:
        """Kill one server process: PostgreSQL then ends all others and recovers by itself."""
        import psycopg

        found = self._execute("SELECT pid FROM pg_stat_activity WHERE datname = 'lantoa'")
        if not found:
            return
        with closing(psycopg.connect(self.address, autocommit=True)) as witness:
            with suppress(ProcessLookupError):
                os.kill(found[0][0], signal.SIGKILL)
            _until(lambda: not _answers(witness))
        _until(self._is_open)

    def _is_open(self) -> bool:
        import psycopg

        try:
            return bool(self._execute("SELECT 1"))
        except psycopg.Error:
            return False

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            " -c fsync=off -c full_page_writes=off -c max_connections=60"
        )
        self._run("pg_ctl", "start", "-l", str(self.data / "log"), "-w", "-s", "-o", options)

    def end(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate", "-s")


def _answers(connection: Any) -> bool:
    import psycopg

    try:
        connection.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True


def _until(is_so: Callable[[], bool]) -> None:
    """Wait until ``is_so``; not for ever."""
    deadline = time.monotonic() + 60
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("PostgreSQL does not come back")
        time.sleep(0.01)
