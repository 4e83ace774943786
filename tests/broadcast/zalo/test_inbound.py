"""What commands do to deliveries and links, and what happens to everybody's words."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from broadcast import relays, sweeping
from broadcast.models import Delivery, Evidence, InboundEvent, ZaloBot, ZaloLink
from broadcast.zalo import inbound, oddities
from broadcast.zalo.answering import AUTOMATIC
from broadcast.zalo.simulator.server import Simulator
from outreach.models import Exposure, Leader, ResidentialGroup
from tests import making
from tests.broadcast.zalo import hearing
from tests.broadcast.zalo.conftest import BOT, GROUP, LEADER, NEIGHBOUR, TOKEN
from tests.broadcast.zalo.hearing import event, hear, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> ResidentialGroup:
    return making.ward().groups.order_by("position")[0]


@pytest.fixture
def bot(group: ResidentialGroup, zalo: Simulator, settings: Any) -> ZaloBot:
    settings.ZALO_BOT_BASE_URL = zalo.url
    return hearing.bot_of(group.ward)


def said(zalo: Simulator, chat: str = LEADER) -> list[str]:
    """Return what the bot has written in a chat."""
    return [row["text"] for row in zalo.control.messages(chat) if row["is_bot"]]


def test_done_confirms_the_only_open_relay(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    link, delivery = hearing.link(group, bot), hearing.relay(group)

    row = hear("Đã xong")

    delivery.refresh_from_db()
    evidence = Evidence.objects.get()
    assert (delivery.state, delivery.confirmed_via) == ("confirmed", "zalo")
    assert (evidence.leader, evidence.kind) == (link.leader, "leader")
    assert Exposure.objects.filter(source_key=f"delivery:{delivery.pk}").exists()
    assert (row.state, row.result) == ("xong", "bao_xong")
    [reply] = said(zalo)
    assert reply.startswith("Đã ghi nhận lúc ")


def test_done_with_its_code_confirms_that_relay_and_says_so_again(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    first, second = hearing.relay(group, code="mot"), hearing.relay(group, code="hai")

    hear(f"XONG {relays.code_of(second)}")
    hear(f"XONG {relays.code_of(second)}")

    states = [Delivery.objects.get(pk=row.pk).state for row in (first, second)]
    replies = said(zalo)
    assert states == ["sent", "confirmed"]
    assert Evidence.objects.count() == 1
    assert [reply[:15] for reply in replies] == ["Đã ghi nhận lúc"] * 2


def test_done_with_several_open_lists_them(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    rows = [hearing.relay(group, code=f"c{n}") for n in range(5)]

    hear("XONG")

    [reply] = said(zalo)
    assert len(reply) <= 200
    assert [relays.code_of(row) in reply for row in rows] == [False, False, True, True, True]
    assert "còn 2 tin" in reply
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("text", ["XONG", "XONG 0000"])
def test_done_with_nothing_to_confirm_says_so(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup, text: str
) -> None:
    hearing.link(group, bot)

    row = hear(text)

    assert (len(said(zalo)), row.result) == (1, "hoi_lai")


@pytest.mark.parametrize("state", ["unknown", "failed", "expired"])
def test_done_with_its_code_closes_what_had_gone_wrong(
    bot: ZaloBot, group: ResidentialGroup, state: str
) -> None:
    hearing.link(group, bot)
    delivery = hearing.relay(group, state=state)

    hear(f"XONG {relays.code_of(delivery)}")

    assert Delivery.objects.get().state == "confirmed"


def test_done_from_a_chat_that_nobody_confirmed_confirms_nothing(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.relay(group)
    hearing.link(group, bot, state="cho", confirmed_by=None, confirmed_at=None)

    hear("XONG")
    hear("XONG", chat=GROUP)

    assert (said(zalo), said(zalo, GROUP)) == ([AUTOMATIC], [])
    assert Delivery.objects.get().state == "sent"


def test_a_leader_whose_term_is_over_confirms_nothing(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    hearing.relay(group)
    Leader.objects.update(term_to=timezone.localdate() - timedelta(days=1))

    hear("XONG")

    assert Delivery.objects.get().state == "sent"


def test_a_leader_confirms_only_the_own_group(bot: ZaloBot, group: ResidentialGroup) -> None:
    hearing.link(group, bot)
    other = group.ward.groups.order_by("position")[1]
    theirs = hearing.relay(other)

    hear("XONG")
    hear(f"XONG {relays.code_of(theirs)}")

    assert Delivery.objects.get().state == "sent"


def test_stop_ends_the_link_at_once_also_for_what_is_planned(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    link = hearing.link(group, bot)
    delivery = hearing.relay(group, state="planned")
    Delivery.objects.update(lane=bot.pk)

    hear("Dừng")

    link.refresh_from_db()
    delivery.refresh_from_db()
    assert (link.state, delivery.lane) == ("dung", -int(group.ward_id))
    assert said(zalo) == ["Đã dừng. Bác vẫn nhận tin qua trang của phường."]


def test_right_is_not_stop(bot: ZaloBot, group: ResidentialGroup) -> None:
    link = hearing.link(group, bot)

    hear("Đúng")

    link.refresh_from_db()
    assert link.state == "dang_dung"


@pytest.mark.parametrize(
    ("sender", "state", "result"),
    [(LEADER, "dung", "dung"), (NEIGHBOUR, "dang_dung", "xin_dung")],
)
def test_only_the_linked_leader_stops_a_group(
    zalo: Simulator,
    bot: ZaloBot,
    group: ResidentialGroup,
    sender: str,
    state: str,
    result: str,
) -> None:
    hearing.link(group, bot)
    in_group = hearing.link(group, bot, kind=ZaloLink.Kind.GROUP, chat_id=GROUP, from_id="")

    row = hear("@Bot Phường Một DUNG", chat=GROUP, sender=sender)

    in_group.refresh_from_db()
    assert (in_group.state, row.result) == (state, result)
    assert len(said(zalo, GROUP)) == (sender == LEADER)
    told = oddities.untold(making.officer(group.ward), now=timezone.now())
    assert told.count() == (sender != LEADER)


def test_anything_else_is_answered_once_a_day_and_forgotten(zalo: Simulator, bot: ZaloBot) -> None:
    secret = "Cháu bị giữ giấy tờ, cô giúp với"

    rows = [hear(secret), hear("alo"), hear(None)]

    assert said(zalo) == [AUTOMATIC]
    assert [(row.body, row.text_length, row.state) for row in rows] == [
        ("", len(secret), "bo_qua"),
        ("", 3, "bo_qua"),
        ("", 0, "bo_qua"),
    ]
    InboundEvent.objects.update(received_at=timezone.now() - timedelta(hours=25))
    hear("alo")
    assert said(zalo) == [AUTOMATIC] * 2


def test_a_group_talks_in_peace(zalo: Simulator, bot: ZaloBot) -> None:
    row = hear("@Bot Phường Một chào bot", chat=GROUP)

    assert (said(zalo, GROUP), row.body, row.state) == ([], "", "bo_qua")


@pytest.mark.parametrize(
    "changes",
    [
        {"from": {"id": LEADER, "is_bot": True}},
        {"from": {}},
        {"chat": {}},
        {"chat": {"id": LEADER, "chat_type": "CHANNEL"}},
    ],
    ids=["bot", "nobody", "nowhere", "channel"],
)
def test_bots_and_strange_events_are_ignored(
    zalo: Simulator, bot: ZaloBot, changes: dict[str, Any]
) -> None:
    body = event("XONG")
    body["result"]["message"] |= changes

    post(body)
    inbound.work_through()

    row = InboundEvent.objects.get()
    assert (row.state, row.result, said(zalo)) == ("bo_qua", "", [])


def test_an_unknown_kind_of_event_is_ignored(zalo: Simulator, bot: ZaloBot) -> None:
    body = event("XONG")
    body["result"]["event_name"] = "message.poll.received"

    status = post(body).status_code
    inbound.work_through()

    assert (status, InboundEvent.objects.get().state, said(zalo)) == (200, "bo_qua", [])


def test_order_does_not_matter(bot: ZaloBot, group: ResidentialGroup) -> None:
    hearing.link(group, bot)
    hearing.relay(group)
    post(event("Dừng"))
    post(event("XONG"))
    late, early = InboundEvent.objects.order_by("pk")
    InboundEvent.objects.filter(pk=early.pk).update(
        received_at=late.received_at - timedelta(seconds=5)
    )

    assert inbound.work_through() == 2
    assert Delivery.objects.get().state == "confirmed"
    assert ZaloLink.objects.get().state == "dung"


def test_one_event_that_fails_does_not_hold_up_the_rest(
    bot: ZaloBot, group: ResidentialGroup, monkeypatch: Any, caplog: Any
) -> None:
    hearing.link(group, bot)
    hearing.relay(group)
    post(event("rất riêng tư"))
    post(event("XONG"))
    whole = inbound.answering.effect_of

    def stumble(row: InboundEvent, incoming: Any) -> Any:
        if row.key == "m0":
            raise KeyError("a bug")
        return whole(row, incoming)

    monkeypatch.setattr(inbound.answering, "effect_of", stumble)

    inbound.work_through()

    broken = InboundEvent.objects.order_by("pk")[0]
    assert (broken.state, broken.body) == ("hong", "")
    assert Delivery.objects.get().state == "confirmed"
    assert "riêng tư" not in caplog.text


def test_after_thirty_days_only_the_keys_are_left(bot: ZaloBot, group: ResidentialGroup) -> None:
    hearing.link(group, bot)
    hearing.relay(group)
    hear("XONG")
    InboundEvent.objects.update(received_at=timezone.now() - timedelta(days=29))
    kept = sweeping.sweep(now=timezone.now()).forgotten
    before = InboundEvent.objects.get()
    InboundEvent.objects.update(received_at=timezone.now() - timedelta(days=31))

    forgotten = sweeping.sweep(now=timezone.now()).forgotten

    row = InboundEvent.objects.get()
    assert (kept, bool(before.body), forgotten) == (0, True, 1)
    assert (row.key, row.body, row.sender_id, row.chat_id) == ("m0", "", "", "")


def test_answers_count_in_the_month_and_end_with_it(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    ZaloBot.objects.update(monthly_limit=1)
    hearing.link(group, bot)

    hear("XONG")
    hear("XONG")

    month = bot.months.get()
    assert (month.used, month.limit, len(said(zalo))) == (1, 1, 1)


def test_an_answer_is_never_tried_again(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    zalo.control.set_faults(
        {"rules": [{"method": "sendMessage", "kind": "accept_close", "next": 1}]}
    )

    hear("XONG")
    inbound.work_through()

    assert (len(said(zalo)), InboundEvent.objects.get().state) == (1, "xong")
    assert bot.months.get().used == 1


def test_neither_token_nor_secret_is_in_logs_or_in_a_dump(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup, caplog: Any, capsys: Any
) -> None:
    hearing.link(group, bot)
    with caplog.at_level("DEBUG"):
        hear("XONG")
        post(event(), headers={"X-Bot-Api-Secret-Token": "sai"})
        zalo.control.reset_token({"bot": BOT, "token": "1:khac"})
        hear("XONG")
        call_command("dumpdata", "broadcast", "--indent=1")

    text = caplog.text + capsys.readouterr().out
    assert '"model": "broadcast.zalobot"' in text
    for hidden in (TOKEN, TOKEN.split(":")[1], hearing.SECRET):
        assert hidden not in text
