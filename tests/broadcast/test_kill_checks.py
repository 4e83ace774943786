"""What the kill laboratory calls lost and doubled; its runs are made by ``make kill``."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from broadcast import bots, sweeping, ticking
from broadcast.models import Attempt, Delivery, ZaloBot, ZaloLink
from outreach.models import ResidentialGroup
from tests import making
from tests.kill import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> list[Delivery]:
    """Return three deliveries that a bot is said to have sent."""
    ward = making.ward(groups=3)
    bot = ZaloBot(ward=ward, display_name="Bot")
    bots.set_token(bot, "1:a")
    bot.save()
    for number, group in enumerate(ResidentialGroup.objects.order_by("position")):
        ZaloLink.objects.create(
            ward=ward,
            bot=bot,
            kind=ZaloLink.Kind.DIRECT,
            group=group,
            chat_id=f"chat{number}",
            state=ZaloLink.State.ACTIVE,
            confirmed_by=making.officer(ward),
            confirmed_at=timezone.now(),
        )
    due = making.next_morning()
    making.campaign(ward, due=due)
    ticking.plan(now=due)
    Delivery.objects.update(state="sent", via="zalo", sent_at=due)
    return list(Delivery.objects.order_by("channel__group__position"))


def record(rows: list[Delivery], *, copies: tuple[int, ...] = (1, 1, 1)) -> dict[str, Any]:
    """Return what Zalo would say if it had accepted so many copies of each."""
    return {
        "chats": [
            {"key": f"{n}@bot0", "kind": "PRIVATE", "members": [f"chat{n}"]} for n in range(3)
        ],
        "messages": {
            f"{n}@bot0": [{"is_bot": True, "sender": "bot0", "text": row.text}] * copies[n]
            for n, row in enumerate(rows)
        },
    }


def look(seen: dict[str, Any], rows: list[Delivery], *, resent: list[int] | None = None) -> Any:
    return checking.check(seen, rows=[row.pk for row in rows], resent=resent or [], calls=0)


def test_what_was_sent_once_is_neither_lost_nor_doubled(rows: list[Delivery]) -> None:
    found = look(record(rows), rows)

    assert (found.lost, found.doubled, found.accepted) == ([], [], 3)


def test_a_second_copy_is_doubled_unless_a_person_sent_it_again(rows: list[Delivery]) -> None:
    twice = record(rows, copies=(2, 1, 2))

    assert look(twice, rows).doubled == [rows[0].pk, rows[2].pk]
    assert look(twice, rows, resent=[rows[0].pk]).doubled == [rows[2].pk]


def test_sent_but_never_accepted_is_lost(rows: list[Delivery]) -> None:
    found = look(record(rows, copies=(1, 0, 1)), rows)

    assert found.lost == [rows[1].pk]


def test_a_row_that_has_vanished_is_lost(rows: list[Delivery]) -> None:
    gone = rows[1].pk
    Delivery.objects.filter(pk=gone).delete()

    assert look(record(rows, copies=(1, 0, 1)), rows).lost == [gone]


def test_what_waits_is_lost_unless_it_says_until_when_and_why(rows: list[Delivery]) -> None:
    later = timezone.now() + timedelta(hours=1)
    waiting = Delivery.objects.filter(pk=rows[0].pk)

    waiting.update(state="planned", next_attempt_at=later, reason="Bot đang tạm dừng.")
    says_so = look(record(rows, copies=(0, 1, 1)), rows)
    waiting.update(reason="")
    says_nothing = look(record(rows, copies=(0, 1, 1)), rows)

    assert says_so.lost == []
    assert says_nothing.lost == [rows[0].pk]


def test_what_stays_on_its_way_is_lost(rows: list[Delivery]) -> None:
    Delivery.objects.filter(pk=rows[0].pk).update(state="sending", sending_at=timezone.now())

    assert look(record(rows), rows).lost == [rows[0].pk]


def test_more_in_doubt_than_calls_were_in_flight_is_told(rows: list[Delivery]) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    Attempt.objects.create(delivery=rows[0], number=1, started_at=long_ago)
    Delivery.objects.filter(pk=rows[0].pk).update(
        state="sending", sending_at=long_ago, attempt_count=1
    )
    sweeping.sweep(now=timezone.now())

    found = look(record(rows), rows)

    assert (found.unknown, found.in_doubt) == (1, 1)
    assert "1 in doubt, but 0 calls were in flight" in found.wrong


def test_an_accepted_message_that_the_ledger_denies_is_told(rows: list[Delivery]) -> None:
    Delivery.objects.filter(pk=rows[0].pk).update(state="failed", reason="Bị từ chối.")

    found = look(record(rows), rows)

    assert f"accepted, but the ledger says otherwise: [{rows[0].pk}]" in found.wrong
