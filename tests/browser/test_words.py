"""No English word on the screens of the main job, to officer, approver, leader or visitor."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from broadcast import ticking
from broadcast.models import Delivery
from campaigns.models import Campaign, ChannelKind
from cms.models import HomePage, MaterialPage
from outreach import leader_links
from outreach.models import Leader, User, Ward
from tests import making
from tests.browser.conftest import DESK, PHONE, People

PASSWORD = "mat-khau-dai-de-thu-nghiem"
# Common words of an English interface; none is also a Vietnamese word.
ENGLISH = re.compile(
    r"\b(the|and|or|of|this|that|with|your|you|are|was|has|have|been|for|from|not|"
    r"page|pages|save|saved|draft|publish|published|unpublish|live|edit|edited|delete|deleted|"
    r"create|created|add|remove|move|copy|update|updated|upload|search|filter|filters|sort|"
    r"choose|select|selected|clear|cancel|close|open|show|hide|toggle|view|preview|history|"
    r"status|state|type|title|name|user|users|password|username|sign|log|logout|login|account|"
    r"settings|help|reports|workflow|task|tasks|approve|approved|reject|rejected|comment|"
    r"comments|privacy|private|public|usage|image|images|document|documents|snippet|snippets|"
    r"language|next|previous|first|last|more|actions|action|menu|sidebar|breadcrumb|back|"
    r"required|optional|error|errors|warning|success|loading|now|ago|minutes|hours|days|"
    r"date|time|yes|none|any|all|new|collapse|expand|block|insert|bold|italic|link|keyboard|"
    r"shortcuts|desktop|mobile|tablet|mode|checks|words|reading|schedule|locked|unlock|owner)\b",
    re.IGNORECASE,
)
VISIBLE = """() => {
  const found = new Set([document.title.replace(/ - Wagtail$/, "")]);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent && !parent.closest("script,style,template,code,.xdsoft_datetimepicker,[hidden]")) {
      found.add(walk.currentNode.textContent);
    }
  }
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      found.add(element.getAttribute(name) || "");
    }
  }
  return [...found].map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


@pytest.fixture
def ward(transactional_db: None) -> Ward:
    """Return a ward with an approved material, a campaign under way, and passwords."""
    made = making.ward()
    page = making.material(made)
    making.campaign(made, of_material=page)
    making.campaign(made, of_material=page, kind=ChannelKind.LOUDSPEAKER, code="loa")
    making.draft(made, "Bài đang soạn")
    ticking.tick(now=making.next_morning() + timedelta(minutes=5))
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return made


def english_on(page: Page, addresses: list[str]) -> list[tuple[str, str]]:
    """Return (address, text) of every visible text with an English word in it."""
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        page.wait_for_timeout(250)
        found += [(address, text) for text in page.evaluate(VISIBLE) if ENGLISH.search(text)]
    return found


def test_an_officers_screens(people: People, ward: Ward) -> None:
    page = people.signed_in(making.officer(ward).username, PASSWORD, size=DESK)
    live = MaterialPage.objects.get(live=True)
    topic = live.get_parent()
    campaign = Campaign.objects.order_by("pk")[0]
    delivery = Delivery.objects.order_by("pk")[0]

    found = english_on(
        page,
        [
            "/admin/",
            reverse("wagtailadmin_explore", args=[topic.pk]),
            reverse("wagtailadmin_pages:add", args=["cms", "materialpage", topic.pk]),
            reverse("wagtailadmin_pages:edit", args=[live.pk]),
            reverse("wagtailadmin_pages:history", args=[live.pk]),
            reverse("wagtailsnippets_campaigns_campaign:list"),
            reverse("wagtailsnippets_campaigns_campaign:add"),
            reverse("wagtailsnippets_campaigns_campaign:edit", args=[campaign.pk]),
            reverse("campaigns_plan", args=[campaign.pk]),
            reverse("broadcast_deliveries"),
            reverse("broadcast_delivery", args=[delivery.pk]),
            reverse("broadcast_cards"),
            reverse("broadcast_test_send"),
            reverse("outreach_reach"),
            reverse("outreach_reach_rows"),
            reverse("outreach_schools"),
            reverse("outreach_groups"),
            reverse("wagtailimages:index"),
        ],
    )

    assert found == []


def test_an_approvers_screens(people: People, ward: Ward) -> None:
    page = people.signed_in(making.approver(ward).username, PASSWORD, size=PHONE)
    campaign = Campaign.objects.order_by("pk")[0]
    live = MaterialPage.objects.get(live=True)

    found = english_on(
        page,
        [
            "/admin/",
            reverse("cms_approvals"),
            reverse("cms_approval", args=[live.pk]),
            reverse("campaigns_plan", args=[campaign.pk]),
        ],
    )

    assert found == []


def test_the_screens_of_leaders_and_visitors(people: People, ward: Ward) -> None:
    home = HomePage.objects.get(ward=ward).url
    leader = Leader.objects.order_by("pk")[0]
    own = f"/t/{leader_links.token(leader)}/"
    row = Delivery.objects.filter(channel__group=leader.group_id).order_by("pk")[0]
    live = MaterialPage.objects.get(live=True)

    found = english_on(
        people.window(size=PHONE),
        [
            "/",
            home,
            live.url,
            f"{home}truong-hoc-de-nghi/",
            own,
            f"{own}{row.pk}/",
            "/admin/login/",
        ],
    )

    assert found == []
    assert people.foreign == []
