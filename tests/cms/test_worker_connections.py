"""A worker's connection lasts from task to task, and a broken one does not."""

from typing import Any
from unittest import mock

import pytest
from celery import signals
from django.db import connection, connections

from cms.celery import app
from cms.worker_connections import KeepingWorkerFixup


class Asked:
    """A task as Celery's signals hand it over."""

    class request:  # noqa: N801 Celery's name
        is_eager = False


@pytest.mark.django_db(transaction=True)
def test_a_connection_outlives_a_task_but_not_an_error() -> None:
    fixup = KeepingWorkerFixup(app)
    wrapper: Any = connections["default"]
    with mock.patch.dict(wrapper.settings_dict, {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}):
        wrapper.close()
        connection.ensure_connection()
        first = wrapper.connection

        fixup.on_task_prerun(Asked)
        connection.ensure_connection()
        fixup.on_task_postrun(Asked)
        assert wrapper.connection is first

        if connection.vendor == "postgresql":
            # The server went away: the next task gets a connection that works.
            first.close()
            fixup.on_task_prerun(Asked)
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            assert wrapper.connection is not first
        wrapper.close()


def test_the_application_uses_it_for_its_workers() -> None:
    [fixup] = app._fixups

    assert isinstance(fixup.worker_fixup, KeepingWorkerFixup)
    assert fixup.on_worker_init in [found() for _key, found in signals.worker_init.receivers]
