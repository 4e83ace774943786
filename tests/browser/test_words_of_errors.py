"""No English word in what a form says when it is sent empty, full of nonsense, or refused."""

import re
from collections.abc import Iterable

import pytest
from django.template.loader import get_template
from django.urls import reverse
from playwright.sync_api import Page
from wagtail.models import Page as SitePage

from broadcast.demo import people as cast
from cms.models import HomePage
from tests.browser import crawling
from tests.browser.conftest import DESK, PHONE, People, press
from tests.browser.words import TECHNICIAN, WARD, strange

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
# The first form of a page that changes anything; the one to sign out is no such form.
FORM = "form[method=post i]:not([action*=logout])"
# Fills every field with nonsense.
NONSENSE = """(form) => {
  for (const field of form.elements) {
    if (field.tagName === "SELECT" && field.options.length) {
      field.options[0].value = "khong-co";
      field.selectedIndex = 0;
    } else if (!["hidden", "checkbox", "radio", "file", "submit", "button"].includes(field.type)) {
      if (field.type !== "textarea") field.type = "text";
      field.value = "!?";
    }
  }
}"""
# Past the browser's own checks, which speak the browser's language.
SEND = "(form) => { form.noValidate = true; HTMLFormElement.prototype.submit.call(form); }"


def sent(page: Page, address: str, *, nonsense: bool = False) -> list[str]:
    """Open ``address``, send its form and return what is shown then; nothing without a form."""
    page.goto(address)
    form = page.query_selector(FORM)
    if form is None:
        return []
    if nonsense:
        form.evaluate(NONSENSE)
    with page.expect_navigation():
        form.evaluate(SEND)
    return crawling.read(page)


def forms() -> Iterable[str]:
    """Yield the address of every form by which the technician makes something new."""
    for address in crawling.without_values("/admin/"):
        # Many files at once are sent by a script, which shows its own words.
        if re.search(r"(?<!multiple)/(add|new|account|gui-thu|to-dan-pho|create)/$", address):
            yield address
    topic = HomePage.objects.get(ward=WARD).get_children()[0]
    for model in SitePage.__subclasses__():
        parent = topic.pk if model.__name__ == "MaterialPage" else topic.get_parent().pk
        label = model._meta.label_lower.split(".")
        yield reverse("wagtailadmin_pages:add", args=[*label, parent])
    for task in ("cms/wardapprovaltask", "wagtailcore/groupapprovaltask"):
        yield f"/admin/workflows/tasks/add/{task}/"


@pytest.mark.parametrize("nonsense", [False, True], ids=["empty", "nonsense"])
def test_forms_of_the_admin(people: People, demo: None, nonsense: bool) -> None:
    page = people.signed_in(TECHNICIAN, cast.PASSWORD, size=DESK)

    read = {address: sent(page, address, nonsense=nonsense) for address in forms()}

    assert strange(read) == []
    assert sum(bool(texts) for texts in read.values()) >= 20


@pytest.mark.parametrize("nonsense", [False, True], ids=["empty", "nonsense"])
def test_forms_of_schools_and_the_way_in(people: People, demo: None, nonsense: bool) -> None:
    page = people.window(size=PHONE)
    home = HomePage.objects.get(ward=WARD).url

    read = {
        address: sent(page, address, nonsense=nonsense)
        for address in ("/admin/login/", f"{home}truong-hoc-de-nghi/")
    }

    assert strange(read) == []
    assert all(read.values())


def test_a_wrong_password_and_pages_that_refuse(people: People, demo: None) -> None:
    page = people.window(size=PHONE)
    page.goto("/admin/login/")
    page.fill("#id_username", TECHNICIAN)
    page.fill("#id_password", "sai-mat-khau")
    press(page, "button[type=submit]")

    read = {"a wrong password": crawling.read(page)}
    for address in ("/admin/password_reset/", "/khong-co/", "/t/khong-co/", "/Q/000000"):
        page.goto(address)
        read[address] = crawling.read(page)

    assert "Sai tên đăng nhập hoặc mật khẩu" in " ".join(read["a wrong password"])
    assert strange(read) == []


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "500.html"])
def test_what_the_server_says_when_it_gives_up(people: People, template: str) -> None:
    page = people.window(size=PHONE)
    page.goto("/admin/login/")

    read = crawling.read(page, get_template(template).render())

    assert strange({template: read}) == []
    assert "Thoát nhanh" in read
