"""The one place where the database engines differ: locks, and tables made of values."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def skipping_locked(rows: QuerySet) -> QuerySet:
    """Lock ``rows`` for this transaction, passing over those that another worker holds.

    SQLite has one writer at a time (IMMEDIATE transactions), so there is nothing to pass over.
    """
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def skipping(table: str) -> str:
    """Return the end of a statement that locks rows of ``table`` as ``skipping_locked`` does."""
    if connection.features.has_select_for_update_skip_locked:
        return f"FOR UPDATE OF {table} SKIP LOCKED"
    return ""


def moment(stored: datetime) -> datetime:
    """Return a moment that a statement of ours has read, aware; SQLite does not say it is UTC."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)


def writers() -> int:
    """Return how many connections of one worker can write side by side: SQLite has one writer."""
    return 2 if connection.features.has_select_for_update_skip_locked else 1


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
        rows = [list(row) for row in values]
        if connection.vendor == "postgresql":
            return [[row[n] for row in rows] for n in range(len(self._columns))]
        return [json.dumps(rows, default=connection.ops.adapt_datetimefield_value)]


_ARRAYS = {int: "%s::bigint[]", str: "%s::text[]", datetime: "%s::timestamptz[]"}
