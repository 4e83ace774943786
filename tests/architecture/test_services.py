"""The database and the broker under test are the ones that were asked for, and they answer."""

import os
import uuid

import pytest
from django.conf import settings
from django.db import connection

from cms.celery import app


@pytest.mark.django_db
def test_the_engine_is_the_one_that_was_asked_for() -> None:
    expected = "postgresql" if os.environ.get("REQUIRE_SERVICES") == "1" else connection.vendor

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 + 1")
        answer = cursor.fetchone()

    assert answer == (2,)
    assert connection.vendor == expected


def test_the_broker_carries_a_message() -> None:
    expected = "redis" if os.environ.get("REQUIRE_SERVICES") == "1" else "filesystem"
    name = f"test-{uuid.uuid4().hex}"

    with app.connection_for_write() as broker, broker.SimpleQueue(name) as queue:
        queue.put({"id": 7})
        message = queue.get(timeout=5)
        message.ack()

    assert message.payload == {"id": 7}
    assert settings.CELERY_BROKER_URL.split(":")[0] == expected
