"""A browser, a served platform and a served Zalo, all on loopback."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from broadcast.demo import people as cast
from cms import permission_names
from outreach.models import User
from tests.browser.words import TECHNICIAN

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A person's browser: the counters rightly pass over one that calls itself headless.
AGENT = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield running
        running.close()


def press(page: Page, selector: str) -> None:
    """Press what leads to another page and wait for that page; a click alone does not."""
    with page.expect_navigation():
        page.click(selector)


class People:
    """Opens a window for each person of a journey; each has cookies of their own."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.contexts: list[BrowserContext] = []
        self.foreign: list[str] = []

    def window(self, *, size: dict[str, int], javascript: bool = True) -> Page:
        context = self.browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            base_url=self.url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            user_agent=AGENT,
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.on("request", self._note)
        self.contexts.append(context)
        return context.new_page()

    def signed_in(self, name: str, password: str, *, size: dict[str, int]) -> Page:
        page = self.window(size=size)
        page.goto("/admin/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", password)
        press(page, "button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    def _note(self, request: Any) -> None:
        is_ours = "127.0.0.1" in request.url or "localhost" in request.url
        if request.url.startswith("http") and not is_ours:
            self.foreign.append(request.url)


@pytest.fixture
def people(browser: Browser, live_server: Any, settings: Any) -> Iterator[People]:
    settings.SITE_URL = live_server.url
    everybody = People(browser, live_server.url)
    yield everybody
    for context in everybody.contexts:
        context.close()


@pytest.fixture
def demo(transactional_db: None) -> None:
    """Fill the database with the whole demo, and a technician who sees everything."""
    call_command("load_places", verbosity=0)
    call_command("demo", verbosity=0)
    permission_names.translate()
    User.objects.create_superuser(TECHNICIAN, password=cast.PASSWORD, full_name="Kỹ thuật viên")
