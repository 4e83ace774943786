"""An officer reads the admin's lists, through the site's own server, while a worker sends."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from broadcast import trial
from campaigns import opening
from campaigns.models import ChannelKind, Occurrence
from cms import roles
from cms.models import HomePage
from outreach.models import User, Ward
from scripts.bench import processes

NAME = "do-toc-do-nguoi-xem"
SERVED = {"DJANGO_SETTINGS_MODULE": "scripts.bench.served"}
LOOK_EVERY = 0.05  # seconds

Times = dict[str, list[float]]


def run(*, deliveries: int, bots: int, rounds: int, patience: float) -> dict[str, Any]:
    """Return the milliseconds of every answer by page, ``quiet`` and ``busy``, and the worker's."""
    tokens = [f"{number + 1}:bench" for number in range(bots)]
    kind = ChannelKind.ZALO_GROUP
    with (
        # Due at once, so that the pages show it as it is when it runs: the database is our own.
        trial.prepared(kind, deliveries=deliveries, tokens=tokens, ahead=timedelta()) as push,
        _officer(push.ward) as cookie,
        _site(patience=patience) as port,
    ):
        pages = _pages(push)
        _read(pages, port=port, cookie=cookie, goes_on=_times(2))  # the server loads what it needs
        quiet = _read(pages, port=port, cookie=cookie, goes_on=_times(rounds))
        job = processes.Job("worker", {"occurrence": push.pk, "seconds": patience}, env=os.environ)
        try:
            job.until_ready()
            job.go()
            busy = _read(
                pages, port=port, cookie=cookie, goes_on=lambda: job.process.poll() is None
            )
            worker = job.answer(patience=patience)
        finally:
            job.stop()
        left = push.deliveries.exclude(state__in=trial.ACCEPTED).count()
    if left:
        raise processes.FailedError(f"{left} of {deliveries} were not sent")
    return {"quiet": quiet, "busy": busy, "worker": worker}


def _pages(push: Occurrence) -> dict[str, str]:
    """Return the addresses of what an officer has open on such a day, by name.

    The campaign's plan is not among them: it names every group, and no ward has as many as this.
    """
    desk = reverse("broadcast_deliveries")
    home = HomePage.objects.get(ward=push.ward_id)
    return {
        "home": reverse("wagtailadmin_home"),
        "deliveries": desk,
        "deliveries that wait": f"{desk}?state=planned",
        "deliveries of the occurrence": f"{desk}?lan={push.pk}&p=2",
        "doubts": reverse("broadcast_doubts"),
        "occurrence": reverse("broadcast_occurrence", args=[push.pk]),
        "progress": reverse("broadcast_progress", args=[push.pk]),
        "campaigns": reverse("wagtailsnippets_campaigns_campaign:list"),
        "materials": reverse("wagtailadmin_explore", args=[home.pk]),
    }


def _times(count: int) -> Callable[[], bool]:
    """Return what says yes ``count`` times."""
    left = iter(range(count))
    return lambda: next(left, None) is not None


def _read(pages: dict[str, str], *, port: int, cookie: str, goes_on: Callable[[], bool]) -> Times:
    """Open one page after the other, round after round; return the milliseconds of each.

    Raises ``FailedError`` for any answer but 200.
    """
    found: Times = {name: [] for name in pages}
    while goes_on():
        for name, address in pages.items():
            begun = time.perf_counter()
            status = _open(port, address, cookie)
            found[name].append((time.perf_counter() - begun) * 1000)
            if status != http.client.OK:
                raise processes.FailedError(f"{name}: {status}")
    return found


def _open(port: int, address: str, cookie: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


@contextmanager
def _officer(ward: Ward) -> Iterator[str]:
    """Sign in an officer of the ward, opened for the purpose; yield the cookie."""
    home = opening.open_ward(ward)
    user = User.objects.create(username=NAME, full_name=NAME, role=User.Role.OFFICER, ward=ward)
    roles.admit(user)
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    try:
        yield f"{settings.SESSION_COOKIE_NAME}={session}"
    finally:
        Session.objects.filter(session_key=session).delete()
        user.delete()
        HomePage.objects.get(pk=home.pk).delete()
        Group.objects.filter(name__startswith=f"{ward.pk} ").delete()
        for collection in Collection.objects.filter(name__startswith=f"{ward.pk} "):
            collection.delete()


@contextmanager
def _site(*, patience: float) -> Iterator[int]:
    """Serve the site as an installation does; yield the port once it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "gunicorn", "cms.wsgi", "--config", "python:cms.serving")
    with processes.beside(*command, env={**SERVED, "PORT": str(port)}) as server:
        end = time.monotonic() + patience
        while not _listens(port):
            if server.poll() is not None or time.monotonic() > end:
                raise processes.FailedError("the site did not start")
            time.sleep(LOOK_EVERY)
        yield port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
