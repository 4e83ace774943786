"""The one place where the database engines differ: how two workers keep out of each other's way."""

from datetime import date

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
