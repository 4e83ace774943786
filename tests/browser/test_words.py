"""No English word on any screen that anybody can reach, whoever it is."""

from collections.abc import Iterable

import pytest
from django.urls import reverse

from broadcast.demo import people as cast
from cms.models import HomePage
from outreach import leader_links, sessions
from outreach.models import Leader, SessionRequest, TrackedLink, User
from tests.browser import crawling
from tests.browser.conftest import DESK, PHONE, People
from tests.browser.words import TECHNICIAN, WARD, strange

pytestmark = pytest.mark.filterwarnings(
    # The walk leaves a page while the server still reads a file for it.
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)


@pytest.mark.parametrize(
    ("name", "fewest"), [("canbo", 100), ("lanhdao", 30), ("tinh", 4), (TECHNICIAN, 200)]
)
def test_the_admin(people: People, demo: None, name: str, fewest: int) -> None:
    page = people.signed_in(name, cast.PASSWORD, size=DESK)
    starts = [reverse("wagtailadmin_home")]
    if name == TECHNICIAN:
        starts += [*crawling.without_values("/admin/"), *bulk_actions()]

    walk = crawling.Walk(page, within="/admin/").over(*starts)

    assert strange(walk.texts) == []
    assert len(walk.texts) >= fewest
    assert people.foreign == []


def bulk_actions() -> Iterable[str]:
    """Yield the addresses of acts on many rows at once; only a script makes links to them."""
    page = HomePage.objects.get(ward=WARD)
    for act in ("publish", "unpublish", "move", "delete"):
        yield f"/admin/bulk/wagtailcore/page/{act}/?id={page.pk}&next=/admin/"
    for act in ("delete", "assign_role", "set_active_state"):
        yield f"/admin/bulk/outreach/user/{act}/?id={User.objects.all()[0].pk}&next=/admin/"
    for model in ("campaigns/audience", "cms/hotline"):
        yield f"/admin/bulk/{model}/delete/?id=1&next=/admin/"


def test_the_screens_of_visitors_schools_and_leaders(people: People, demo: None) -> None:
    home = HomePage.objects.get(ward=WARD).url
    school = SessionRequest.objects.all()[0]
    leader = Leader.objects.filter(ward=WARD)[0]
    code = TrackedLink.objects.filter(ward=WARD)[0].code

    walk = crawling.Walk(people.window(size=PHONE)).over(
        "/",
        home,
        f"{home}truong-hoc-de-nghi/",
        f"/truong-hoc/{sessions.token(school)}/",
        f"/t/{leader_links.token(leader)}/",
        f"/Q/{code}",
        "/admin/login/",
        "/khong-co-trang-nay/",
    )

    assert strange(walk.texts) == []
    assert len(walk.texts) >= 10
    assert people.foreign == []


PLANTS = {
    "a text": "<p>Your <b>draft</b> was saved</p>",
    "a button": "<input type='submit' value='Publish'>",
    "a name for screen readers": "<button aria-label='Toggle sidebar'></button>",
    "a hint": "<input placeholder='Search'>",
    "a picture's words": "<img alt='Preview image'>",
    "a tip": "<a title='Open menu'>Mở</a>",
    "a closed menu": "<template><a>Unpublish</a></template><div hidden>Move page</div>",
    "short words": "<p>Go to the top</p>",
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_english_label_is_found(people: People, plant: str) -> None:
    page = people.window(size=DESK)
    page.goto("/admin/login/")
    before = strange({"/": crawling.read(page)})

    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", plant
    )
    after = strange({"/": crawling.read(page)})

    assert before == []
    assert after != []


def test_an_english_label_in_a_modal_is_found(people: People) -> None:
    page = people.window(size=DESK)
    page.goto("/admin/login/")

    read = crawling.read(page, '<h2>Chọn trang</h2><button title="Close">×</button>')

    assert [line.split(" ")[0] for line in strange({"/": read})] == ["close"]
