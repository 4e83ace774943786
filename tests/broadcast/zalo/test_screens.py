"""The officer's screens of links and bots, and what the first screen says of them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadcast import home, link_codes
from broadcast.models import InboundEvent, LinkCode, ZaloBot, ZaloLink
from broadcast.zalo.simulator.server import Simulator
from outreach.models import ResidentialGroup, User, Ward
from tests import making
from tests.broadcast.zalo import hearing
from tests.broadcast.zalo.conftest import BOT, GROUP, LEADER, TOKEN
from tests.broadcast.zalo.hearing import code_for, hear

pytestmark = pytest.mark.django_db
Kind = ZaloLink.Kind


@pytest.fixture
def ward() -> Ward:
    return making.ward()


@pytest.fixture
def group(ward: Ward) -> ResidentialGroup:
    return ward.groups.order_by("position")[0]


@pytest.fixture
def bot(ward: Ward, zalo: Simulator, settings: Any) -> ZaloBot:
    settings.ZALO_BOT_BASE_URL, settings.SITE_URL = zalo.url, "http://127.0.0.1:9"
    return hearing.bot_of(ward)


@pytest.fixture
def client(ward: Ward) -> Client:
    return signed_in(making.officer(ward))


def signed_in(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def said(client: Client, name: str, data: dict[str, Any], *args: Any) -> str:
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_code_is_shown_once_with_what_to_send(
    client: Client, bot: ZaloBot, group: ResidentialGroup
) -> None:
    ZaloBot.objects.update(chat_url="https://zalo.me/bot-thu")

    page = said(client, "broadcast_link_code", {"to": group.pk, "loai": "dm"})

    found = re.search(r'value="KICHHOAT (\w{8})"', page)
    assert found is not None
    assert link_codes.digest(found.group(1)) == LinkCode.objects.get().code_hmac
    assert page.count("data:image/svg+xml;base64,") == 2
    assert "https://zalo.me/bot-thu" in page
    assert found.group(1) not in client.get(reverse("broadcast_links")).content.decode()


def test_opening_the_code_page_makes_no_code(client: Client, bot: ZaloBot) -> None:
    answer = client.get(reverse("broadcast_link_code"))

    assert (answer.status_code, LinkCode.objects.count()) == (302, 0)


def test_without_a_bot_the_page_says_what_to_do(client: Client, group: ResidentialGroup) -> None:
    page = said(client, "broadcast_link_code", {"to": group.pk, "loai": "dm"})

    assert "Chưa có bot nào còn chỗ." in page
    assert LinkCode.objects.count() == 0


def test_the_officer_confirms_what_waits(
    client: Client, zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hear(f"KICHHOAT {code_for(group, bot)}")
    link = ZaloLink.objects.get()
    before = client.get(reverse("broadcast_links")).content.decode()

    after = said(client, "broadcast_link_act", {"viec": "xac-nhan"}, link.pk)

    assert all(words in before for words in ("Bác Sáu Thử", group.name, "Xác nhận liên kết"))
    assert "Đã xác nhận và gửi lời chào." in after
    assert "Không có liên kết nào đang chờ." in after
    assert ZaloLink.objects.get().confirmed_by == making.officer(group.ward)


def test_a_group_needs_its_digits_and_the_page_does_not_show_them(
    client: Client, bot: ZaloBot, group: ResidentialGroup
) -> None:
    code = code_for(group, bot, kind=Kind.GROUP)
    hear(f"@Bot Phường Một KICHHOAT {code}", chat=GROUP)
    ZaloLink.objects.update(check_digits="9073")
    link = ZaloLink.objects.get()

    page = client.get(reverse("broadcast_links")).content.decode()
    wrong = said(client, "broadcast_link_act", {"viec": "xac-nhan", "ma_kiem_tra": "1"}, link.pk)
    right = said(client, "broadcast_link_act", {"viec": "xac-nhan", "ma_kiem_tra": "9073"}, link.pk)

    assert "9073" not in page
    assert "Mã kiểm tra không khớp." in wrong
    assert "Đã xác nhận và gửi lời chào." in right


def test_refusing_and_stopping(client: Client, bot: ZaloBot, group: ResidentialGroup) -> None:
    hear(f"KICHHOAT {code_for(group, bot)}")
    waiting = ZaloLink.objects.get()
    other = hearing.link(group.ward.groups.order_by("position")[1], bot, chat_id="c2")

    said(client, "broadcast_link_act", {"viec": "tu-choi"}, waiting.pk)
    said(client, "broadcast_link_act", {"viec": "dung"}, other.pk)
    again = said(client, "broadcast_link_act", {"viec": "dung"}, other.pk)

    assert set(ZaloLink.objects.values_list("state", flat=True)) == {"dung"}
    assert "Liên kết này đã dừng." in again


def test_a_welcome_that_did_not_leave_is_told(
    client: Client, zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hear(f"KICHHOAT {code_for(group, bot)}")
    zalo.control.set_faults({"rules": [{"method": "sendMessage", "kind": "error", "code": 429}]})

    page = said(client, "broadcast_link_act", {"viec": "xac-nhan"}, ZaloLink.objects.get().pk)

    assert "Đã xác nhận, nhưng chưa gửi được lời chào." in page
    assert ZaloLink.objects.get().state == "dang_dung"


@pytest.mark.parametrize("name", ["broadcast_links", "broadcast_bots"])
def test_only_officers_see_the_screens(ward: Ward, name: str) -> None:
    approver = signed_in(making.approver(ward))

    statuses = [
        approver.get(reverse(name)).status_code,
        Client().get(reverse(name)).status_code,
        approver.post(reverse("broadcast_link_code")).status_code,
    ]

    assert 200 not in statuses


def test_another_wards_links_codes_and_bots_do_not_exist(
    client: Client, zalo: Simulator, settings: Any
) -> None:
    settings.ZALO_BOT_BASE_URL = zalo.url
    other = making.ward("05533", "Bá Xuyên")
    theirs = other.groups.order_by("position")[0]
    bot = hearing.bot_of(other, display_name="Bot lạ")
    hear(f"KICHHOAT {code_for(theirs, bot)}")
    link = ZaloLink.objects.get()
    InboundEvent.objects.update(result="trung", note="Mã của Bá Xuyên tổ 1")
    deeds = [("broadcast_link_act", link.pk, deed) for deed in ("xac-nhan", "tu-choi", "dung")]
    deeds += [("broadcast_bot_act", bot.pk, deed) for deed in ("kiem-tra", "dia-chi", "ngung")]

    statuses = [
        client.post(reverse(name, args=[pk]), {"viec": deed}).status_code
        for name, pk, deed in deeds
    ]
    code = client.post(reverse("broadcast_link_code"), {"to": theirs.pk, "loai": "dm"})
    client.post(reverse("broadcast_link_seen"))
    pages = [
        client.get(reverse(name)).content.decode() for name in ("broadcast_links", "broadcast_bots")
    ]

    assert statuses == [404] * 6
    assert (code.status_code, LinkCode.objects.count()) == (404, 1)
    assert InboundEvent.objects.get().seen_at is None
    assert not any("Bá Xuyên" in page or "Bot lạ" in page for page in pages)
    link.refresh_from_db()
    assert link.state == "cho"


def test_another_wards_bot_cannot_be_chosen_for_a_code(
    client: Client, bot: ZaloBot, group: ResidentialGroup
) -> None:
    foreign = hearing.bot_of(making.ward("05533", "Bá Xuyên"), zalo_id="2", hook_id="c" * 32)

    said(client, "broadcast_link_code", {"to": group.pk, "loai": "dm", "bot": foreign.pk})

    assert LinkCode.objects.get().bot == bot


def test_odd_things_are_told_until_they_are_seen(
    client: Client, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    other = group.ward.groups.order_by("position")[1]
    hear(f"KICHHOAT {code_for(other, bot)}")
    officer, now = making.officer(group.ward), timezone.now()

    page = client.get(reverse("broadcast_links")).content.decode()
    before = [call.text for call in home.calls(officer, now=now)]
    said(client, "broadcast_link_seen", {})
    after = [call.text for call in home.calls(officer, now=now)]

    assert f"Mã của {other}, nhưng đoạn chat đang liên kết với {group}." in page
    assert (before, after) == (["việc lạ ở bot Zalo cần xem"], [])


def test_the_first_screen_tells_of_bots_and_links_that_need_the_officer(
    client: Client, bot: ZaloBot, group: ResidentialGroup
) -> None:
    until = timezone.now() + timedelta(minutes=10)
    ZaloBot.objects.update(state="dung", problem="Zalo không chấp nhận mã truy cập.")
    hearing.bot_of(group.ward, zalo_id="2", hook_id="c" * 32, state="tam_dung", paused_until=until)
    hearing.bot_of(
        group.ward,
        zalo_id="3",
        hook_id="d" * 32,
        state="tam_dung",
        paused_until=timezone.now() - timedelta(minutes=1),
    )
    foreign = making.ward("05533", "Bá Xuyên")
    hearing.bot_of(foreign, zalo_id="4", hook_id="e" * 32, state="dung")
    hearing.link(group, bot, state="lien_ket_lai")
    waits = {"state": "cho", "confirmed_by": None, "confirmed_at": None, "chat_id": "c2"}
    hearing.link(group, bot, **waits)

    page = client.get(reverse("wagtailadmin_home")).content.decode()
    calls = home.calls(making.officer(group.ward), now=timezone.now())

    assert [call.count for call in calls] == [1, 1, 1, 1]
    assert calls[0].text == ("bot Zalo đã dừng (Bot Phường Một). Zalo không chấp nhận mã truy cập.")
    assert f"Hệ thống tự thử lại sau {timezone.localtime(until):%H:%M %d/%m}." in calls[1].text
    assert "liên kết Zalo chờ xác nhận" in page
    assert "liên kết Zalo cần làm lại" in page
    assert home.calls(making.approver(group.ward), now=timezone.now()) == []


def test_the_officer_brings_a_stopped_bot_back(
    client: Client, zalo: Simulator, bot: ZaloBot
) -> None:
    ZaloBot.objects.update(state="dung", problem="Mã hỏng.")

    page = said(client, "broadcast_bot_act", {"viec": "kiem-tra"}, bot.pk)

    bot.refresh_from_db()
    assert "trả lời tốt, đang dùng được." in page
    assert (bot.state, bot.problem, bot.hook_outcome) == ("dang_dung", "", "webhook.none")


def test_the_officer_lays_a_bot_aside_and_sees_what_zalo_says_of_the_address(
    client: Client, zalo: Simulator, bot: ZaloBot
) -> None:
    hook = said(client, "broadcast_bot_act", {"viec": "dia-chi"}, bot.pk)
    stopped = said(client, "broadcast_bot_act", {"viec": "ngung"}, bot.pk)

    bot.refresh_from_db()
    assert "Zalo không gọi được máy chủ này." in hook
    assert (bot.state, "đã ngừng bot này." in stopped) == ("dung", True)
    assert zalo.world.bots[BOT].webhook_url == f"http://127.0.0.1:9/zalo/hook/{hearing.HOOK}/"


def test_no_page_shows_a_token_a_secret_or_a_chat(
    client: Client, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    names = ["broadcast_links", "broadcast_bots", "wagtailsnippets_broadcast_zalobot:list"]
    pages = [client.get(reverse(name)).content.decode() for name in names]
    edit = reverse("wagtailsnippets_broadcast_zalobot:edit", args=[bot.pk])
    text = "".join([*pages, client.get(edit).content.decode()])

    assert TOKEN[-4:] in text
    for hidden in (TOKEN, TOKEN.split(":")[1], hearing.SECRET, bot.secret_sha256, LEADER):
        assert hidden not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    ward: Ward, bot: ZaloBot, client: Client, django_assert_max_num_queries: Any, number: int
) -> None:
    for n, row in enumerate(ward.groups.all()[:number]):
        hearing.link(row, bot, chat_id=f"c{n}")
    client.get(reverse("broadcast_links"))

    with django_assert_max_num_queries(30):
        client.get(reverse("broadcast_links"))
