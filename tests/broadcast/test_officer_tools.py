"""Small tools of the officer: a test message, and a new card for a leader."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from broadcast import bots
from broadcast.models import Delivery, ZaloBot
from broadcast.zalo.simulator.server import running
from outreach import leader_links
from outreach.models import Leader
from tests import making

pytestmark = pytest.mark.django_db
TOKEN = "77:thu-nghiem"


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(making.officer(making.ward()))
    return made


def test_a_test_message_reaches_the_test_chat_only(client: Client, settings: Any) -> None:
    ward = Leader.objects.all()[0].ward
    page = making.material(ward)
    start = {
        "bots": [{"token": TOKEN, "id": "b1", "name": "Bot thử"}],
        "users": [{"id": "u1", "name": "Cán bộ", "bots": ["b1"]}],
        "groups": [],
    }
    with running(key="k", start=start) as zalo:
        settings.ZALO_BOT_BASE_URL = zalo.url
        bot = ZaloBot(ward=ward, display_name="Bot thử", test_chat_id="u1")
        bots.set_token(bot, TOKEN)
        bot.save()

        answer = client.post(
            reverse("broadcast_test_send"), {"material": page.pk, "bot": bot.pk}, follow=True
        )
        accepted = zalo.control.stats()["accepted"]

    assert "Đã gửi thử" in answer.content.decode()
    assert (accepted, Delivery.objects.count()) == (1, 0)
    assert TOKEN not in answer.content.decode()


def test_a_bot_of_another_ward_cannot_be_used(client: Client) -> None:
    other = making.ward("05533", "Bá Xuyên")
    bot = ZaloBot(ward=other, display_name="Bot lạ", test_chat_id="u1")
    bots.set_token(bot, TOKEN)
    bot.save()
    page = making.material(Leader.objects.order_by("pk")[0].ward)

    answer = client.post(reverse("broadcast_test_send"), {"material": page.pk, "bot": bot.pk})

    assert answer.status_code == 200
    assert "Bot lạ" not in answer.content.decode()


def test_a_reissued_link_replaces_the_old_one_and_only_in_the_own_ward(client: Client) -> None:
    mine = Leader.objects.order_by("pk")[0]
    theirs = Leader.objects.filter(ward=making.ward("05533", "Bá Xuyên"))[0]
    before, kept = leader_links.token(mine), leader_links.token(theirs)

    answers = [
        client.post(reverse("broadcast_reissue", args=[leader.pk])).status_code
        for leader in (mine, theirs)
    ]

    assert answers == [302, 404]
    assert leader_links.token(Leader.objects.get(pk=mine.pk)) != before
    assert leader_links.token(Leader.objects.get(pk=theirs.pk)) == kept


def test_the_cards_are_a_pdf_of_the_own_ward(client: Client) -> None:
    answer = client.get(reverse("broadcast_cards_pdf"))

    assert answer.content.startswith(b"%PDF")


def test_a_bots_token_is_stored_encrypted_and_shown_by_four_characters(
    client: Client, settings: Any
) -> None:
    address = reverse("wagtailsnippets_broadcast_zalobot:add")
    start = {"bots": [{"token": TOKEN, "id": "b1", "name": "Bot phường"}]}

    with running(key="k", start=start) as zalo:
        settings.ZALO_BOT_BASE_URL = zalo.url
        answer = client.post(address, {"token": TOKEN}, follow=True)

    bot = ZaloBot.objects.get()
    assert answer.status_code == 200
    assert (bot.ward_id, bot.token_last_four, bots.token_of(bot)) == ("05518", TOKEN[-4:], TOKEN)
    assert (bot.zalo_id, bot.display_name) == ("b1", "Bot phường")
    assert TOKEN.encode() not in bytes(bot.token_encrypted)
    assert TOKEN not in answer.content.decode()
