"""What every test stands on: compiled translations and a migrated database of its own process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TransactionTestCase
from django.utils.translation import reloader
from pytest_django import DjangoDbBlocker

from tests import database


def pytest_configure() -> None:
    """Compile the translations and forget those that Django read while it started."""
    call_command("compile_translations")
    reloader.translation_file_changed(None, Path("django.mo"))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Give this process a migrated database of its own.

    After a test that really commits, the database is put back as the migrations left it. Django
    would empty every table instead, and so lose what the migrations had put in.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        fresh = database.fresh(worker)
        fresh.make()
    TransactionTestCase._fixture_teardown = lambda _test: fresh.restore()
    yield
    with django_db_blocker.unblock():
        fresh.remove()
