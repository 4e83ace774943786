"""What ``make run`` starts fits the settings."""

import re
import tomllib

import pytest
from django.conf import settings

from cms.celery import app
from tests.architecture import source


def worker_queues() -> set[str]:
    """Return the queues that the worker of the Procfile listens to."""
    procfile = source.text(source.ROOT / "Procfile")
    found = re.search(r"^worker: celery .*--queues (\S+)", procfile, re.MULTILINE)
    return set(found.group(1).split(",")) if found else set()


@pytest.fixture(scope="module")
def tasks() -> set[str]:
    """Return the names of our tasks."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.split(".")[0] in source.ROOMS}


def test_the_worker_listens_to_every_queue_and_no_other() -> None:
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}

    assert worker_queues() == routed | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_every_task_has_a_route(tasks: set[str]) -> None:
    assert tasks == set(settings.CELERY_TASK_ROUTES)


def test_the_clock_rings_only_tasks_that_exist(tasks: set[str]) -> None:
    rung = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert rung <= tasks


def test_a_ring_expires_before_the_next_one() -> None:
    late = [
        name
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
        if not 0 < entry["options"]["expires"] < entry["schedule"]
    ]

    assert late == []


def test_every_direct_dependency_is_accounted_for() -> None:
    project = tomllib.loads(source.text(source.ROOT / "pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in wanted}
    listed = {cell.lower() for cell in re.findall(r"^\| ([\w.-]+) \|", third_party(), re.MULTILINE)}

    assert names - listed == set()


def third_party() -> str:
    """Return the page about other people's work."""
    return source.text(source.ROOT / "THIRD_PARTY.md")
