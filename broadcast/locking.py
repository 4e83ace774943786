"""The one place where the database engines differ: locks, and tables made of values."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet


def skipping_locked(rows: QuerySet) -> QuerySet:
    """Lock ``rows`` for this transaction, passing over those that another worker holds.

    SQLite has one writer at a time (IMMEDIATE transactions), so there is nothing to pass over.
    """
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return rows


def skipping(table: str) -> str:
    """Return the end of a statement that locks rows of ``table`` as ``skipping_locked`` does."""
    if connection.features.has_select_for_update_skip_locked:
        return f"FOR NO KEY UPDATE OF {table} SKIP LOCKED"
    return ""


def moment(stored: datetime) -> datetime:
    """Return a moment that a statement of ours has read, aware; SQLite does not say it is UTC."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)


@lru_cache(maxsize=256)
def moment_of(text: str) -> datetime:
    """Return the moment that a statement has read as text: thousands of rows share theirs."""
    return moment(datetime.fromisoformat(text)).astimezone(UTC)


def writers() -> int:
    """Return how many connections of one worker can write side by side: SQLite has one writer."""
    return 2 if connection.features.has_select_for_update_skip_locked else 1


def cursor() -> CursorWrapper:
    """Return a cursor for a statement that is sent many times a second with the same text.

    PostgreSQL keeps its plan for as long as the connection lasts: to plan anew, it would look at
    the ends of indexes full of rows that have left, which takes longer than the statement itself.
    Django cannot log such a statement: where it logs them, the usual cursor has to do.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from django.db.backends.postgresql import base  # noqa: PLC0415 needs psycopg

    connection.ensure_connection()
    connection.connection.prepare_threshold = 1
    binding: Any = base.ServerBindingCursor
    return connection.make_cursor(binding(connection.connection))


@contextmanager
def rows_by_key() -> Iterator[None]:
    """Let plans that are kept look rows up by key, even if they were made while tables were small.

    To read a table whole is right for a hundred deliveries; the plan is still there when a hundred
    thousand have been added. Where the database is away just now, it goes without.
    """
    if connection.vendor != "postgresql":
        yield
        return
    ways = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
    _say([*(f"SET {way} = off" for way in ways), "SET plan_cache_mode = force_generic_plan"])
    try:
        yield
    finally:
        _say(f"RESET {way}" for way in (*ways, "plan_cache_mode"))


def _say(statements: Iterable[str]) -> None:
    with suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
        cursor.execute("; ".join(statements))


def book_alone(loudspeaker_id: int, *, day: date) -> None:
    """Let nobody else book this cluster on this day until the transaction ends.

    SQLite has one writer at a time (IMMEDIATE transactions), so there is nobody to keep out.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [loudspeaker_id, day.toordinal()]
            )


def is_alone_at(deed: str) -> bool:
    """Whether nobody else is at ``deed``; if so, nobody comes to it until the transaction ends.

    SQLite has one writer at a time (IMMEDIATE transactions), so one is always alone.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [deed])
        return bool(cursor.fetchone()[0])


def hear_alone(bot_id: int) -> None:
    """Let nobody else work on what this bot hears until the transaction ends.

    SQLite has one writer at a time (IMMEDIATE transactions), so there is nobody to keep out.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Bookings lock (cluster, day); no day has the number 0.
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [bot_id])


class Table:
    """Values as a table in a statement: ``sql`` reads what ``parameters`` gives.

    The statement's text stays the same however many rows there are, and its parsing stays cheap.
    """

    def __init__(self, **columns: type) -> None:
        self._columns = columns

    @property
    def sql(self) -> str:
        """A query whose rows are the values."""
        if connection.vendor == "postgresql":
            arrays = ", ".join(_ARRAYS[kind] for kind in self._columns.values())
            return f"SELECT * FROM unnest({arrays}) AS given ({', '.join(self._columns)})"  # noqa: S608 - our own names
        fields = ", ".join(
            f"json_extract(row.value, '$[{n}]') AS {name}" for n, name in enumerate(self._columns)
        )
        return f"SELECT {fields} FROM json_each(%s) AS row"  # noqa: S608 - our own names

    def parameters(self, values: Iterable[Sequence[Any]]) -> list[Any]:
        """Return the parameters that ``sql`` reads: each of ``values`` is one row."""
        rows = list(values)
        if connection.vendor == "postgresql":
            kinds = enumerate(self._columns.values())
            return [_array([row[n] for row in rows], kind) for n, kind in kinds]
        return [json.dumps(rows, default=connection.ops.adapt_datetimefield_value)]


_ARRAYS = {int: "%s::bigint[]", str: "%s::text[]", datetime: "%s::timestamptz[]"}


def _array(values: Sequence[Any], kind: type) -> str:
    """Write an array as PostgreSQL reads it: many times faster than a parameter for each value."""
    if kind is int:
        return f"{{{','.join(map(str, values))}}}"
    if kind is datetime:
        return f"{{{','.join([value.isoformat() for value in values])}}}"
    quoted = [value.replace("\\", r"\\").replace('"', r"\"") for value in values]
    return "{" + ",".join([f'"{value}"' for value in quoted]) + "}"
