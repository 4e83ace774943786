"""Lets a worker keep its connection to the database from one task to the next.

Celery closes every connection before and after each task, whatever ``CONN_MAX_AGE`` says: with a
bell every five seconds that is a new PostgreSQL backend, a new TLS handshake and a cold plan cache
each time. Its own switch, ``CELERY_DB_REUSE_MAX``, counts tasks and never looks whether the server
is still there, so after a restart of the database it hands out dead connections.

Django's pool is no way out in a worker. Its threads do not survive the fork into a pool of
processes, Celery 5.7 therefore closes the whole pool around each task, and a process that does one
task at a time has no use for a second connection.

So a worker does what a web request does: ``close_old_connections`` before and after the task, which
heeds ``CONN_MAX_AGE``, closes what had an error, and asks the server for a sign of life before the
first query when ``CONN_HEALTH_CHECKS`` is set. What a process inherits from the fork is still
thrown away by Celery (``on_worker_process_init``).
"""

from typing import Any

from celery import Celery
from celery.fixups.django import DjangoFixup, DjangoWorkerFixup
from django.db import close_old_connections


class KeepingWorkerFixup(DjangoWorkerFixup):
    """Closes connections when they are old or broken, not because a task begins or ends."""

    def on_task_prerun(self, sender: Any, **kwargs: Any) -> None:
        """Make sure that the task begins with a connection that works."""
        if not sender.request.is_eager:
            close_old_connections()

    def on_task_postrun(self, sender: Any, **kwargs: Any) -> None:
        """Give up a connection in which something went wrong."""
        if not sender.request.is_eager:
            close_old_connections()
            self.close_cache()


class KeepingFixup(DjangoFixup):
    """Celery's fix-up for Django with ours in place of its part for workers."""

    _worker_fixup: DjangoWorkerFixup | None

    @property
    def worker_fixup(self) -> DjangoWorkerFixup:
        """Made when first asked for: before that the settings are not there yet."""
        if self._worker_fixup is None:
            self._worker_fixup = KeepingWorkerFixup(self.app)
        return self._worker_fixup


def keep(app: Celery) -> DjangoFixup:
    """Install the fix-up; Celery calls this while the application is made."""
    return KeepingFixup(app).install()
