"""Celery's clock, leaving a sign of life in the database."""

from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections

from broadcast import heartbeats, reporting


class Scheduler(PersistentScheduler):
    """Rings as Celery's own does. A database that is away must not stop the clock."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Ring what is due, say that the clock still runs, and return the seconds to wait."""
        wait: float = super().tick(*args, **kwargs)
        close_old_connections()
        try:
            heartbeats.alive(heartbeats.BEAT)
        except DatabaseError as error:
            reporting.warn("beat.unwritten", error=type(error).__name__.lower())
        return wait
