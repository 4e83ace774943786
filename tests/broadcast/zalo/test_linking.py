"""From a code in a chat to a link that an officer vouches for."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from broadcast import bot_places, link_claims, link_codes, link_proof, linking
from broadcast.confirming import NotPossibleError
from broadcast.models import Channel, Delivery, InboundEvent, LinkCode, ZaloBot, ZaloLink
from broadcast.zalo import oddities
from broadcast.zalo.simulator.server import Simulator
from campaigns.models import ChannelKind
from outreach.models import Leader, ResidentialGroup
from tests import making
from tests.broadcast.zalo import hearing
from tests.broadcast.zalo.conftest import GROUP, LEADER, NEIGHBOUR
from tests.broadcast.zalo.hearing import code_for, hear

pytestmark = pytest.mark.django_db
Kind, State = ZaloLink.Kind, ZaloLink.State
MENTION = "@Bot Phường Một "


@pytest.fixture
def group() -> ResidentialGroup:
    return making.ward().groups.order_by("position")[0]


@pytest.fixture
def bot(group: ResidentialGroup, zalo: Simulator, settings: Any) -> ZaloBot:
    settings.ZALO_BOT_BASE_URL = zalo.url
    return hearing.bot_of(group.ward)


def said(zalo: Simulator, chat: str = LEADER) -> list[str]:
    return [row["text"] for row in zalo.control.messages(chat) if row["is_bot"]]


def states() -> list[str]:
    return list(ZaloLink.objects.order_by("pk").values_list("state", flat=True))


def test_a_leader_is_linked_only_when_the_officer_confirms(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    delivery = hearing.relay(group, state="planned")
    row = hear(f"Kích hoạt {code_for(group, bot).lower()}")
    link = ZaloLink.objects.get()
    waiting = (link.state, link.chat_id, link.from_id, link.display_name, link.group)
    replies = said(zalo)

    linking.confirm(link, by=making.officer(group.ward))

    delivery.refresh_from_db()
    assert waiting == ("cho", LEADER, LEADER, "Bác Sáu Thử", group)
    assert (row.result, row.body) == ("nhan_ma", "")
    assert replies == ["Đã nhận mã. Chờ cán bộ phường xác nhận."]
    assert (link.state, link.confirmed_by) == ("dang_dung", making.officer(group.ward))
    assert said(zalo)[1:] == [linking.WELCOME]
    assert delivery.lane == bot.pk
    entry = ModelLogEntry.objects.get(action="lantoa.zalo_confirmed")
    assert entry.data == {"pin": link_proof.pin(link)}
    assert not Channel.objects.filter(kind=ChannelKind.ZALO_GROUP).exists()


def test_a_group_is_linked_by_the_digits_that_its_leader_reads_out(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    hear(MENTION + "KICHHOAT " + code_for(group, bot, kind=Kind.GROUP), chat=GROUP)
    link = ZaloLink.objects.get()
    officer = making.officer(group.ward)

    for wrong in ("", "12345", f"{(int(link.check_digits) + 1) % 10_000:04}"):
        with pytest.raises(NotPossibleError, match="không khớp"):
            linking.confirm(link, digits=wrong, by=officer)
    linking.confirm(link, digits=f" {link.check_digits} ", by=officer)

    assert link.state == "dang_dung"
    assert said(zalo, GROUP) == [
        f"Mã kiểm tra: {link.check_digits}",
        linking.GROUP_WELCOME.format(office="UBND phường Sông Công"),
    ]
    assert Channel.objects.filter(group=group, kind=ChannelKind.ZALO_GROUP).count() == 1


def test_every_answer_fits(bot: ZaloBot) -> None:
    texts = [linking.WELCOME, link_claims.WRONG, linking.GROUP_WELCOME.format(office="x" * 60)]

    assert [len(text) <= 200 for text in texts] == [True] * 3


def test_a_code_is_good_once_for_fifteen_minutes_and_kept_as_a_mark(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    text = code_for(group, bot)
    stored = " ".join(str(value) for value in LinkCode.objects.values_list().get())
    hear(f"KICHHOAT {text}")
    hear(f"KICHHOAT {text}", chat=NEIGHBOUR, sender=NEIGHBOUR)
    late = code_for(group, bot)
    LinkCode.objects.update(expires_at=timezone.now())
    hear(f"KICHHOAT {late}")

    assert text not in stored
    assert list(InboundEvent.objects.order_by("pk").values_list("result", flat=True)) == [
        "nhan_ma",
        "sai_ma",
        "sai_ma",
    ]
    assert said(zalo)[1:] == [link_claims.WRONG]
    assert states() == ["cho"]


def test_a_code_that_came_in_time_is_good_however_late_it_is_worked_through(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    text = code_for(group, bot)
    hearing.post(hearing.event(f"KICHHOAT {text}"))
    InboundEvent.objects.update(received_at=timezone.now() - timedelta(hours=1))
    LinkCode.objects.update(expires_at=timezone.now() - timedelta(minutes=50))

    hearing.inbound.work_through()

    assert states() == ["cho"]


def test_a_new_code_replaces_the_old_one(bot: ZaloBot, group: ResidentialGroup) -> None:
    old, new = code_for(group, bot), code_for(group, bot)

    results = [hear(f"KICHHOAT {text}").result for text in (old, new)]

    assert results == ["sai_ma", "nhan_ma"]


@pytest.mark.parametrize(
    ("kind", "chat", "answer"),
    [
        (Kind.DIRECT, GROUP, "Mã này dùng trong tin nhắn riêng."),
        (Kind.GROUP, LEADER, "Mã này dùng trong nhóm."),
    ],
)
def test_a_code_in_the_wrong_place_stays_unused(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup, kind: Any, chat: str, answer: str
) -> None:
    text = code_for(group, bot, kind=kind)

    hear(f"KICHHOAT {text}", chat=chat)

    assert said(zalo, chat) == [answer]
    assert (states(), LinkCode.objects.get().used_at) == ([], None)


def test_a_code_of_another_bot_is_wrong(bot: ZaloBot, group: ResidentialGroup) -> None:
    other = hearing.bot_of(group.ward, zalo_id="2", hook_id="c" * 32)

    row = hear(f"KICHHOAT {code_for(group, other)}")

    assert (row.result, states()) == ("sai_ma", [])


def test_a_chat_linked_elsewhere_is_a_conflict_and_nothing_changes(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    hearing.link(group, bot)
    other = group.ward.groups.order_by("position")[1]

    row = hear(f"KICHHOAT {code_for(other, bot)}")

    assert (row.result, row.note) == (
        "trung",
        f"Mã của {other}, nhưng đoạn chat đang liên kết với {group}.",
    )
    assert (states(), LinkCode.objects.get().used_at) == (["dang_dung"], None)


def test_a_new_chat_of_the_group_replaces_the_old_one_when_confirmed(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    old = hearing.link(group, bot, state="lien_ket_lai", chat_id="cu")
    other = hearing.link(group.ward.groups.order_by("position")[1], bot, chat_id="khac")
    hear(f"KICHHOAT {code_for(group, bot)}")
    before = states()

    linking.confirm(ZaloLink.objects.get(state="cho"), by=making.officer(group.ward))

    assert before == ["lien_ket_lai", "dang_dung", "cho"]
    assert states() == ["dung", "dang_dung", "dang_dung"]
    assert {old.pk, other.pk} < set(ZaloLink.objects.values_list("pk", flat=True))


def test_five_wrong_codes_silence_the_chat_and_tell_the_officer(
    zalo: Simulator, bot: ZaloBot, group: ResidentialGroup
) -> None:
    text = code_for(group, bot)

    results = [hear(f"KICHHOAT {n}{n}{n}{n}{n}{n}{n}{n}").result for n in range(2, 9)]
    right = hear(f"KICHHOAT {text}")
    elsewhere = hear(f"KICHHOAT {text}", chat=NEIGHBOUR, sender=NEIGHBOUR)

    assert results == ["sai_ma"] * 5 + ["chan"] * 2
    assert (right.result, len(said(zalo)), states()) == ("chan", 5, ["cho"])
    assert elsewhere.result == "nhan_ma"
    told = oddities.untold(making.officer(group.ward), now=timezone.now())
    assert told.count() == 3


def test_twenty_wrong_codes_silence_the_bot_for_an_hour(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    text = code_for(group, bot)
    for n in range(20):
        InboundEvent.objects.create(bot=bot, key=f"k{n}", chat_id=f"c{n}", result="sai_ma")

    blocked = hear(f"KICHHOAT {text}")
    InboundEvent.objects.update(received_at=timezone.now() - timedelta(minutes=61))
    later = hear(f"KICHHOAT {text}")

    assert (blocked.result, later.result) == ("chan", "nhan_ma")


def test_a_code_needs_a_leader_in_office_and_a_bot_that_works(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    text = code_for(group, bot)
    Leader.objects.update(term_to=timezone.localdate() - timedelta(days=1))
    left = hear(f"KICHHOAT {text}").result

    bot.state = ZaloBot.State.STOPPED
    with pytest.raises(NotPossibleError, match="không dùng được"):
        code_for(group, bot)
    assert (left, states()) == ("sai_ma", [])


def test_a_leader_who_left_before_the_confirmation_is_not_linked(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    hear(f"KICHHOAT {code_for(group, bot)}")
    Leader.objects.update(term_to=timezone.localdate() - timedelta(days=1))

    with pytest.raises(NotPossibleError, match="không còn là tổ trưởng"):
        linking.confirm(ZaloLink.objects.get(), by=making.officer(group.ward))

    assert states() == ["cho"]


def test_a_refused_chat_is_forgotten_and_cannot_be_confirmed(
    bot: ZaloBot, group: ResidentialGroup
) -> None:
    hear(f"KICHHOAT {code_for(group, bot)}")
    link, officer = ZaloLink.objects.get(), making.officer(group.ward)

    linking.refuse(link, by=officer)

    link.refresh_from_db()
    assert (link.state, link.display_name, link.from_id) == ("dung", "", "")
    for again in (linking.confirm, linking.refuse):
        with pytest.raises(NotPossibleError):
            again(link, by=officer)


def test_unlinking_moves_what_is_planned_at_once(bot: ZaloBot, group: ResidentialGroup) -> None:
    link = hearing.link(group, bot)
    delivery = hearing.relay(group, state="planned")
    Delivery.objects.update(lane=bot.pk)

    linking.unlink(link, by=making.officer(group.ward))

    delivery.refresh_from_db()
    assert (link.state, delivery.lane) == ("dung", -int(group.ward_id))


def test_a_stranger_in_the_group_is_pointed_out(bot: ZaloBot, group: ResidentialGroup) -> None:
    hearing.link(group, bot)
    in_group = hearing.link(group, bot, kind=Kind.GROUP, chat_id=GROUP, from_id=NEIGHBOUR)
    own = hearing.link(
        group.ward.groups.order_by("position")[1], bot, kind=Kind.GROUP, chat_id="zgr-2"
    )

    assert [link_proof.is_from_leader(link) for link in (in_group, own)] == [False, True]


def test_the_bot_with_most_room_is_chosen_and_a_few_people_stay_spare(
    bot: ZaloBot, group: ResidentialGroup, settings: Any
) -> None:
    settings.ZALO_USERS, settings.ZALO_SPARE_USERS = 7, 5
    other = hearing.bot_of(group.ward, zalo_id="2", hook_id="c" * 32)
    foreign = hearing.bot_of(making.ward("05533", "Bá Xuyên"), zalo_id="3", hook_id="d" * 32)
    hearing.link(group, bot)
    newcomer = group.ward.groups.order_by("position")[1]

    found = bot_places.best(newcomer, kind=Kind.DIRECT)

    assert (found, bot_places.free(bot, kind=Kind.DIRECT)) == (other, 1)
    assert foreign != found
    hearing.link(group, other, state="cho", confirmed_by=None, confirmed_at=None, chat_id="x")
    hearing.link(group, other, state="cho", confirmed_by=None, confirmed_at=None, chat_id="y")
    assert bot_places.best(newcomer, kind=Kind.DIRECT) == bot


def test_the_bots_of_one_account_share_their_groups(bot: ZaloBot, group: ResidentialGroup) -> None:
    ZaloBot.objects.update(account_label="zalo của phòng")
    bot.refresh_from_db()
    other = hearing.bot_of(
        group.ward, zalo_id="2", hook_id="c" * 32, account_label="zalo của phòng"
    )
    for number, row in enumerate(group.ward.groups.all()):
        hearing.link(row, bot, kind=Kind.GROUP, chat_id=f"zgr-{number}")
    newcomer = ResidentialGroup.objects.create(ward=group.ward, name="Tổ mới")

    assert bot_places.free(other, kind=Kind.GROUP) == 0
    assert bot_places.best(newcomer, kind=Kind.GROUP) is None
    # A link that takes the place of another one needs no further room.
    assert bot_places.best(group, kind=Kind.GROUP) is not None


def test_codes_have_eight_of_the_allowed_characters(bot: ZaloBot, group: ResidentialGroup) -> None:
    texts = [code_for(group, bot) for _again in range(20)]

    assert {len(text) for text in texts} == {link_codes.LENGTH}
    assert len(set(texts)) == 20
    assert set("".join(texts)) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
