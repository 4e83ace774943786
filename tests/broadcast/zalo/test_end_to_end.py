"""A served platform and a served Zalo: from a token to a confirmed relay, all over HTTP."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from broadcast.models import Delivery, InboundEvent, ZaloBot, ZaloLink
from broadcast.zalo import hook_words
from broadcast.zalo.answering import AUTOMATIC
from broadcast.zalo.simulator.server import Simulator
from outreach.models import ResidentialGroup
from tests import making
from tests.broadcast.zalo import hearing
from tests.broadcast.zalo.conftest import BOT, GROUP, LEADER, TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "wagtailsnippets_broadcast_zalobot"


@pytest.fixture
def officer(zalo: Simulator, live_server: Any, settings: Any) -> Iterator[Client]:
    settings.ZALO_BOT_BASE_URL, settings.SITE_URL = zalo.url, live_server.url
    client = Client()
    client.force_login(making.officer(making.ward()))
    return client


def write(zalo: Simulator, text: str, *, chat: str = LEADER, **manner: Any) -> list[int]:
    """Let the leader write; return what the webhook answered."""
    told = zalo.control.user_message({"chat": chat, "user": LEADER, "text": text, "manner": manner})
    return [status for bot in told["posted"] for status in bot["statuses"]]


def said(zalo: Simulator, chat: str = LEADER) -> list[str]:
    return [row["text"] for row in zalo.control.messages(chat) if row["is_bot"]]


def new_code(officer: Client, group: ResidentialGroup, kind: str) -> str:
    page = officer.post(reverse("broadcast_link_code"), {"to": group.pk, "loai": kind})
    found = re.search(r'value="(KICHHOAT \w{8})"', page.content.decode())
    assert found is not None
    return found.group(1)


def test_from_a_token_to_a_confirmed_relay(officer: Client, zalo: Simulator) -> None:
    officer.post(reverse(f"{NAME}:add"), {"token": TOKEN})
    bot = ZaloBot.objects.get()
    group = bot.ward.groups.order_by("position")[0]
    assert (bot.zalo_id, bot.display_name) == (BOT, "Bot Phường Một")
    assert (bot.hook_outcome, bot.can_join_groups) == (hook_words.GOOD, True)

    assert write(zalo, new_code(officer, group, "dm"), copies=3) == [200] * 3
    link = ZaloLink.objects.get()
    officer.post(reverse("broadcast_link_act", args=[link.pk]), {"viec": "xac-nhan"})
    delivery = hearing.relay(group)
    assert write(zalo, "Đã xong", shape="flat", drop=["date"]) == [200]

    delivery.refresh_from_db()
    assert (delivery.state, delivery.confirmed_via) == ("confirmed", "zalo")
    assert [text[:12] for text in said(zalo)] == ["Đã nhận mã. ", "Tin tự động.", "Đã ghi nhận "]


def test_a_group_of_its_own(officer: Client, zalo: Simulator) -> None:
    officer.post(reverse(f"{NAME}:add"), {"token": TOKEN})
    bot = ZaloBot.objects.get()
    group = bot.ward.groups.order_by("position")[0]

    write(zalo, f"@Bot Phường Một {new_code(officer, group, 'group')}", chat=GROUP)
    link = ZaloLink.objects.get()
    digits = said(zalo, GROUP)[0].removeprefix("Mã kiểm tra: ")
    officer.post(
        reverse("broadcast_link_act", args=[link.pk]),
        {"viec": "xac-nhan", "ma_kiem_tra": digits},
    )
    write(zalo, "@Bot Phường Một dừng", chat=GROUP)

    link.refresh_from_db()
    assert link.state == "dung"
    assert len(said(zalo, GROUP)) == 3


def test_strangers_and_forgeries(officer: Client, zalo: Simulator) -> None:
    officer.post(reverse(f"{NAME}:add"), {"token": TOKEN})
    InboundEvent.objects.all().delete()

    refused = [write(zalo, "XONG", secret=secret) for secret in ("wrong", "none")]
    nothing = InboundEvent.objects.count()
    unknown = write(zalo, "XONG", event="message.poll.received")
    stranger = write(zalo, "Tôi muốn báo tin")

    assert (refused, nothing) == ([[403], [403]], 0)
    assert (unknown, stranger, said(zalo)) == ([200], [200], [AUTOMATIC])
    assert not InboundEvent.objects.exclude(body="").exists()


def test_a_token_reset_at_zalo_keeps_links_and_hearing(officer: Client, zalo: Simulator) -> None:
    officer.post(reverse(f"{NAME}:add"), {"token": TOKEN})
    bot = ZaloBot.objects.get()
    hearing.link(bot.ward.groups.order_by("position")[0], bot)
    before = zalo.world.bots[BOT].webhook_secret
    zalo.control.reset_token({"bot": BOT, "token": "1001:ma-moi"})
    ZaloBot.objects.update(asked_at=None)
    write(zalo, "XONG")
    bot.refresh_from_db()
    stopped = (bot.state, said(zalo))

    officer.post(reverse(f"{NAME}:edit", args=[bot.pk]), {"token": "1001:ma-moi"})
    write(zalo, "XONG")

    bot.refresh_from_db()
    assert stopped == ("dung", [])
    assert (bot.state, bot.hook_outcome, len(said(zalo))) == ("dang_dung", hook_words.GOOD, 1)
    assert zalo.world.bots[BOT].webhook_secret != before
    assert not Delivery.objects.exists()
