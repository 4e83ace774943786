"""Another ward does not exist: not by id, preview, history, chooser, search, list or export."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from broadcast import bots, ticking
from broadcast.models import Delivery, ZaloBot, ZaloLink
from campaigns.models import Audience, Campaign, Occurrence, QuietPeriod
from outreach import sessions
from outreach.models import School, SessionRequest, User, Ward
from tests import making

pytestmark = pytest.mark.django_db
MARK = "DAUHIEU"
# Addresses whose object is the signed-in person's own, whatever the number says.
OWN = {"account", "dismissibles"}


@pytest.fixture
def wards() -> tuple[Ward, Ward]:
    """Return the own ward and another one, full of marked things."""
    own, other = making.ward(), making.ward("05533", MARK)
    campaign = making.campaign(other, of_material=making.material(other, f"{MARK} tư liệu"))
    Campaign.objects.filter(pk=campaign.pk).update(title=f"{MARK} đợt")
    QuietPeriod.objects.create(
        ward=other, starts_on=timezone.localdate(), ends_on=timezone.localdate(), reason=MARK
    )
    school = School.objects.create(ward=other, name=f"Trường {MARK}", kind="thcs")
    sessions.ask(
        school,
        form_key="x",
        contact_name=MARK,
        contact_phone="0",
        wished_on=timezone.localdate(),
        grades="8",
        expected_pupils=10,
    )
    bot = ZaloBot(ward=other, display_name=f"Bot {MARK}", problem=MARK, state="dung")
    bots.set_token(bot, "1:x")
    bot.save()
    group = other.groups.all()[0]
    ZaloLink.objects.create(
        ward=other, bot=bot, group=group, kind="dm", chat_id=MARK, display_name=MARK
    )
    ticking.tick(now=making.next_morning())
    return own, other


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses() -> Iterator[tuple[str, set[str]]]:
    """Yield the name and the parameters of every admin address that takes an object."""

    def walk(patterns: Any, spaces: str, is_admin: bool) -> Iterator[tuple[str, set[str]]]:
        for entry in patterns:
            inside = is_admin or str(entry.pattern).startswith("admin/")
            if isinstance(entry, URLResolver):
                space = f"{spaces}{entry.namespace}:" if entry.namespace else spaces
                yield from walk(entry.url_patterns, space, inside)
            elif isinstance(entry, URLPattern) and inside and entry.name:
                names = set(entry.pattern.regex.groupindex) | set(entry.pattern.converters)
                if names & {"pk", "page_id", "parent_page_id", "image_id"}:
                    yield f"{spaces}{entry.name}", names

    yield from walk(get_resolver().url_patterns, "", False)


def foreign_object(name: str, other: Ward) -> Any:
    """Return an object of ``other`` that the address ``name`` would show, if we have one."""
    of_ward = {
        "campaigns_campaign": Campaign,
        "campaigns_plan": Campaign,
        "campaigns_act": Campaign,
        "campaigns_audience": Audience,
        "campaigns_quietperiod": QuietPeriod,
        "broadcast_delivery": Delivery,
        "broadcast_act": Delivery,
        "broadcast_occurrence": Occurrence,
        "broadcast_resend": Occurrence,
        "broadcast_progress": Occurrence,
        "outreach_school": SessionRequest,
        "broadcast_link_act": ZaloLink,
        "broadcast_bot_act": ZaloBot,
        "broadcast_zalobot": ZaloBot,
    }
    for part, model in of_ward.items():
        if part in name:
            return model.objects.filter(ward=other).first()
    return None


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.APPROVER])
def test_no_address_opens_an_object_of_another_ward(
    wards: tuple[Ward, Ward], role: User.Role, method: str
) -> None:
    own, other = wards
    client = signed_in(making.person(own, role))
    page = Campaign.objects.get(ward=other).items.get().material
    tried = 0

    for name, parameters in addresses():
        values: dict[str, Any] = {}
        if parameters <= {"page_id"} or parameters <= {"parent_page_id"}:
            values = dict.fromkeys(parameters, page.pk)
        elif parameters == {"pk"} and (found := foreign_object(name, other)):
            values = {"pk": found.pk}
        if not values:
            continue
        tried += 1
        response = getattr(client, method)(reverse(name, kwargs=values))
        assert response.status_code in {403, 404, 405}, f"{name}: {response.status_code}"
        assert MARK not in response.content.decode()

    assert tried > 40


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.APPROVER])
def test_no_list_search_or_choice_shows_another_ward(
    wards: tuple[Ward, Ward], role: User.Role
) -> None:
    client = signed_in(making.person(wards[0], role))
    listed = [
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailsnippets_campaigns_campaign:list",
        "wagtailsnippets_campaigns_audience:list",
        "wagtailsnippets_campaigns_quietperiod:list",
        "wagtailsnippets_campaigns_campaign:add",
        "broadcast_deliveries",
        "broadcast_doubts",
        "outreach_schools",
        "outreach_reach",
        "outreach_reach_rows",
        "outreach_groups",
        "cms_approvals",
        "wagtailsnippets_broadcast_zalobot:list",
        "broadcast_links",
        "broadcast_bots",
    ]

    answers = {name: client.get(reverse(name), follow=True) for name in listed}
    answers["search"] = client.get(reverse("wagtailadmin_pages:search"), {"q": MARK})
    answers["chooser"] = client.get(reverse("wagtailadmin_choose_page"))

    shown = [name for name, answer in answers.items() if MARK in answer.content.decode()]
    # The search page repeats the word that was searched for.
    assert shown in ([], ["search"])
    assert f"{MARK} tư liệu" not in answers["search"].content.decode()


def test_the_other_wards_own_people_do_see_it(wards: tuple[Ward, Ward]) -> None:
    client = signed_in(making.officer(wards[1]))

    answer = client.get(reverse("broadcast_deliveries"))

    assert MARK in answer.content.decode()


def test_a_province_sees_states_and_totals_but_no_leader(wards: tuple[Ward, Ward]) -> None:
    user = User.objects.create_user(
        "tinh", role=User.Role.PROVINCE, province=wards[0].province, full_name="Cán bộ tỉnh"
    )
    from cms import roles

    roles.admit(user)
    client = signed_in(user)

    reach = client.get(reverse("outreach_reach"), {"xa": wards[1].pk})
    desk = client.get(reverse("broadcast_deliveries"))

    assert MARK in reach.content.decode()
    assert f"Bác {MARK}" not in reach.content.decode()
    assert f"{MARK} tổ" not in desk.content.decode()
