"""The one place where the database engines differ: locks, and tables made of values."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
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


def table(**columns: type) -> str:
    """Return a query that reads one parameter, made by ``rows``, as a table of ``columns``.

    One parameter instead of thousands keeps a statement's text the same and its parsing cheap.
    """
    if connection.vendor == "postgresql":
        read, source = "(row ->> {n}){cast} AS {name}", "jsonb_array_elements(%s::jsonb) AS row"
        casts = {int: "::bigint", str: ""}
    else:
        read, source = "json_extract(row.value, '$[{n}]') AS {name}", "json_each(%s) AS row"
        casts = {int: "", str: ""}
    fields = [
        read.format(n=n, name=name, cast=casts[kind])
        for n, (name, kind) in enumerate(columns.items())
    ]
    return f"SELECT {', '.join(fields)} FROM {source}"  # noqa: S608 - our own names


def rows(values: Iterable[Sequence[Any]]) -> str:
    """Return the parameter that ``table`` reads: one sequence for each row."""
    return json.dumps([list(row) for row in values])
