"""The public side: it betrays nobody, stores nothing, and GET changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.utils import timezone

from broadcast import ticking
from broadcast.models import Delivery, Evidence
from campaigns.models import ChannelKind
from cms import form_tokens
from cms.models import HelpPage, HomePage
from cms.ward_opening import add_page
from outreach import leader_links, links, sessions
from outreach.models import (
    DailyCount,
    Exposure,
    Leader,
    School,
    Session,
    SessionRequest,
    TrackedLink,
    Ward,
)
from tests import making

pytestmark = pytest.mark.django_db
PERSON = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36"


@pytest.fixture
def ward() -> Ward:
    """Return a ward in which a poster and a Zalo item have been handed over."""
    made = making.ward()
    home = HomePage.objects.get(ward=made)
    texts = {"during_the_call": "<p>x</p>", "if_unsafe": "<p>y</p>"}
    add_page(home, HelpPage(title="Liên hệ", slug="lien-he", **texts))
    page = making.material(made)
    making.campaign(made, of_material=page)
    making.campaign(made, of_material=page, kind=ChannelKind.PRINTING, code="in")
    making.campaign(made, of_material=page, kind=ChannelKind.LOUDSPEAKER, code="loa")
    ticking.tick(now=making.next_morning() + timedelta(minutes=5))
    School.objects.create(ward=made, name="THCS Thử", kind="thcs")
    return made


def leader_address(leader: Leader) -> str:
    return f"/t/{leader_links.token(leader)}/"


def ask(ward: Ward) -> SessionRequest:
    return sessions.ask(
        School.objects.get(ward=ward),
        form_key="k",
        contact_name="Cô giáo",
        contact_phone="0",
        wished_on=timezone.localdate(),
        grades="8",
        expected_pupils=50,
    )


def addresses(ward: Ward) -> list[str]:
    home = HomePage.objects.get(ward=ward).url
    leader = Leader.objects.order_by("pk")[0]
    mine = Delivery.objects.filter(channel__group=leader.group_id)
    rows = {row.channel.kind: row.pk for row in mine.select_related("channel")}
    code = TrackedLink.objects.filter(channel="qr").first()
    own = leader_address(leader)
    return [
        home,
        f"{home}lien-he/",
        f"{home}viec-lam/",
        f"{home}viec-lam/bai-1/",
        f"{home}truong-hoc-de-nghi/",
        f"/q/{code.code if code else ''}",
        f"/truong-hoc/{sessions.token(ask(ward))}/",
        own,
        f"{own}{rows['leader_relay']}/",
        f"{own}{rows['printing']}/ap-phich.pdf",
        f"{own}{rows['loudspeaker']}/bai-phat-thanh.pdf",
        f"{own}{rows['loudspeaker']}/bai-phat-thanh.docx",
    ]


def dump() -> str:
    models = [m for m in apps.get_models() if m._meta.label not in {"sessions.Session"}]
    rows = [row for model in models for row in model._default_manager.order_by("pk")]
    return serializers.serialize("json", rows)


def test_get_and_head_change_nothing(ward: Ward) -> None:
    paths = addresses(ward)
    before = dump()

    answers = [Client().get(path).status_code for path in paths]
    answers += [Client().head(path).status_code for path in paths]

    assert set(answers) == {200}
    assert dump() == before


def test_pages_set_no_cookie_and_send_the_safety_headers(ward: Ward) -> None:
    for path in addresses(ward):
        answer = Client().get(path)

        assert answer.cookies == {}, path
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_private_pages_are_never_kept(ward: Ward) -> None:
    private = [path for path in addresses(ward) if path.startswith(("/t/", "/truong-hoc/"))]

    for path in [*private, HomePage.objects.get(ward=ward).url + "lien-he/"]:
        assert "no-store" in Client().get(path).headers["Cache-Control"], path


def test_the_exit_comes_first_and_nothing_is_foreign(ward: Ward) -> None:
    for path in addresses(ward)[:9]:
        html = Client().get(path).content.decode()
        body = html[html.index("<body") :]

        assert body.index("data-thoat") < body.index("</a>")
        foreign = html.replace("https://nchmf.gov.vn/", "").replace("http://testserver", "")
        foreign = foreign.replace("http://localhost", "")
        assert 'src="http' not in foreign
        assert 'href="http' not in foreign
        assert "style=" not in foreign


@pytest.mark.parametrize("token", ["1-" + "a" * 26, "x", "999-" + "b" * 26])
def test_a_wrong_link_says_the_same_whatever_is_wrong(ward: Ward, token: str) -> None:
    answer = Client().get(f"/t/{token}/")

    assert answer.status_code == 404
    assert "Liên kết này không dùng được" in answer.content.decode()


def test_a_revoked_or_ended_link_is_dead(ward: Ward) -> None:
    first, second, _ = Leader.objects.order_by("pk")
    old, ended = leader_address(first), leader_address(second)
    first.revoke_link()
    Leader.objects.filter(pk=second.pk).update(term_to=timezone.localdate() - timedelta(days=1))

    answers = [Client().get(path).status_code for path in (old, ended, leader_address(first))]

    assert answers == [404, 404, 200]


def test_a_leader_sees_and_confirms_only_the_own_group(ward: Ward) -> None:
    mine, other, _ = Leader.objects.order_by("pk")
    theirs = Delivery.objects.filter(channel__group=other.group_id).first()
    row = Delivery.objects.get(channel__group=mine.group_id, channel__kind="leader_relay")
    client, path = Client(enforce_csrf_checks=True), leader_address(mine)
    tap = {"viec": "da_lam", "khoa": "a" * 32}

    foreign = client.post(f"{path}{theirs.pk if theirs else 0}/xac-nhan/", tap)
    first = client.post(f"{path}{row.pk}/xac-nhan/", tap)
    again = client.post(f"{path}{row.pk}/xac-nhan/", tap)

    assert [foreign.status_code, first.status_code, again.status_code] == [404, 302, 302]
    assert Evidence.objects.count() == 1
    assert Delivery.objects.get(pk=row.pk).confirmed_by_leader == mine


def test_a_code_is_read_in_any_case_and_a_retired_one_points_to_111(ward: Ward) -> None:
    link = TrackedLink.objects.filter(channel="qr").first()
    assert link is not None

    found = [Client().get(f"/Q/{link.code}"), Client().get(f"/q/{link.code.lower()}/")]
    TrackedLink.objects.filter(pk=link.pk).update(retired_at=timezone.now())
    gone = Client().get(link.path)

    assert [answer.status_code for answer in found] == [200, 200]
    assert (gone.status_code, "tel:111" in gone.content.decode()) == (404, True)
    assert set(link.code) <= set(links.ALPHABET)


@pytest.mark.parametrize(
    ("headers", "cookies", "counted"),
    [
        ({}, {}, 1),
        ({"DNT": "1"}, {}, 0),
        ({"Sec-GPC": "1"}, {}, 0),
        ({"Origin": "https://elsewhere.example"}, {}, 0),
        ({"Sec-Fetch-Site": "cross-site"}, {}, 0),
        ({"Sec-Purpose": "prefetch"}, {}, 0),
        ({"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}, {}, 0),
        ({"User-Agent": "curl/8"}, {}, 0),
        ({}, {"phien": "an officer"}, 0),
    ],
)
def test_the_beacon_counts_readers_only(
    ward: Ward, headers: dict[str, str], cookies: dict[str, str], counted: int
) -> None:
    link = TrackedLink.objects.filter(channel="qr").first()
    assert link is not None
    client = Client(headers={"User-Agent": PERSON, **headers})
    client.cookies.load(cookies)

    answer = client.post("/d/", f"{link.material_id}:{link.code}", content_type="text/plain")

    assert answer.status_code == 204
    assert sum(row.count for row in DailyCount.objects.all()) == counted


@pytest.mark.parametrize("body", ["", "x", "0", "999999", "1" * 300])
def test_the_beacon_answers_nonsense_with_204(ward: Ward, body: str) -> None:
    client = Client(headers={"User-Agent": PERSON})

    answer = client.post("/d/", body, content_type="text/plain")

    assert (answer.status_code, DailyCount.objects.count()) == (204, 0)


def test_a_counter_knows_no_person_code_or_place() -> None:
    columns = {field.name for field in DailyCount._meta.get_fields()}

    assert columns == {
        "id",
        "date",
        "ward",
        "campaign_code",
        "material_id",
        "channel",
        "event",
        "shard",
        "count",
    }


def form(ward: Ward, **changes: Any) -> dict[str, Any]:
    school = School.objects.get(ward=ward)
    return {
        "school": school.pk,
        "contact_name": "Cô giáo Thử",
        "contact_phone": "0208 000 0000",
        "wished_on": f"{timezone.localdate() + timedelta(days=10):%d/%m/%Y}",
        "grades": "khối 8",
        "expected_pupils": 90,
        **changes,
    }


@pytest.mark.parametrize(
    ("after", "changes", "accepted"),
    [
        (10, {}, 1),
        (1, {}, 0),
        (3 * 3600, {}, 0),
        (10, {"token": "forged"}, 0),
        (10, {"website": "spam"}, 0),
        (10, {"wished_on": "2020-01-01"}, 0),
        (10, {"wishes": "Em có số căn cước 019 085 000123"}, 0),
    ],
)
def test_a_request_is_taken_once_and_never_loses_what_was_typed(
    ward: Ward, after: int, changes: dict[str, Any], accepted: int
) -> None:
    path = HomePage.objects.get(ward=ward).url + "truong-hoc-de-nghi/"
    # The browser's own date box would show a day in the order of the browser's language.
    assert 'type="date"' not in Client().get(path).content.decode()
    born = timezone.now()
    with time_machine.travel(born, tick=False):
        token = form_tokens.issue("school-request", ward_id=ward.pk)

    with time_machine.travel(born + timedelta(seconds=after), tick=False):
        answers = [Client().post(path, form(ward, **{"token": token, **changes})) for _ in "ab"]

    assert SessionRequest.objects.count() == accepted
    if not accepted:
        assert "Cô giáo Thử" in answers[0].content.decode()


def test_a_report_sent_twice_is_one_exposure_and_only_after_approval(ward: Ward) -> None:
    asked = ask(ward)
    path = f"/truong-hoc/{sessions.token(asked)}/bao-cao/"
    numbers = {
        "held_on": timezone.localdate().isoformat(),
        "pupils": 120,
        "teachers": 4,
        "has_read_disclosure_card": "on",
    }

    early = Client().post(path, numbers)
    sessions.approve(
        asked,
        by=making.officer(ward),
        on=timezone.localdate(),
        at=timezone.localtime().time(),
        presenter="Cán bộ",
        kit=None,
    )
    later = [Client().post(path, numbers) for _ in "ab"]

    assert (early.status_code, [answer.status_code for answer in later]) == (400, [302, 302])
    exposure = Exposure.objects.get(source="session")
    assert (Session.objects.count(), exposure.units, exposure.level) == (1, 120, "confirmed")
