"""The ledger's rules: every target a row, at most once by machine, nothing lost in silence."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from broadcast import claiming, confirming, fan_out, lanes, marking, sweeping, ticking
from broadcast.carriers import registry
from broadcast.carriers.port import BotEffect, NotSent, Refused, SendError, Unknown
from broadcast.models import Attempt, Channel, Delivery, Evidence
from campaigns import planning
from campaigns.models import ChannelKind, Occurrence
from outreach.models import Exposure, Leader, Level, ResidentialGroup
from tests import making
from tests.broadcast import rows
from tests.broadcast.carriers import MemoryCarrier

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture(autouse=True)
def memory(settings: Any) -> Iterator[type[MemoryCarrier]]:
    settings.LANTOA_CARRIERS = [
        "tests.broadcast.carriers.MemoryCarrier",
        "tests.broadcast.carriers.MemoryGroup",
        "broadcast.carriers.loudspeaker.Loudspeaker",
        "broadcast.carriers.printing.Printing",
    ]
    registry.carriers.cache_clear()
    MemoryCarrier.script, MemoryCarrier.sent = [], []
    yield MemoryCarrier
    registry.carriers.cache_clear()


def due(kind: ChannelKind = ChannelKind.LEADER_RELAY, *, groups: int = 3) -> Any:
    """Return a moment five minutes after an approved campaign's only item is due."""
    making.campaign(making.ward(groups=groups), kind=kind)
    return making.next_morning() + timedelta(minutes=5)


def claim(now: Any, by: str = "worker", *, size: int = 100) -> claiming.Claim:
    """Claim from the only lane there is."""
    [lane] = lanes.due(now=now)
    return claiming.claim(lane, token=by, now=now, size=size)


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_the_whole_way_of_a_message() -> None:
    now = due()

    ticking.tick(now=now)
    row = Delivery.objects.order_by("pk")[0]
    leader = Leader.objects.get(group=row.channel.group)
    confirming.confirm(row, leader=leader, via=Delivery.Via.PAGE, nonce="a" * 32)

    assert states() == ["confirmed", "sent", "sent"]
    assert "Bà con hỏi kỹ" in row.text
    levels = Exposure.objects.filter(source_key=f"delivery:{row.pk}").values_list("level", "proof")
    assert sorted(levels) == [("confirmed", "leader"), ("posted", "receipt")]
    assert Exposure.objects.filter(level=Level.POSTED).count() == 3


def test_a_second_pass_adds_and_sends_nothing(memory: type[MemoryCarrier]) -> None:
    now = due()
    ticking.tick(now=now)

    ticking.tick(now=now + timedelta(minutes=1))
    occurrence = Occurrence.objects.get()
    again = fan_out.fan_out(occurrence, now=now)

    assert again == 0
    assert (Occurrence.objects.count(), Delivery.objects.count(), len(memory.sent)) == (1, 3, 3)


def test_another_ward_gets_nothing() -> None:
    neighbour = making.ward("05533", "Bá Xuyên")
    now = due()

    ticking.tick(now=now)

    assert not Delivery.objects.filter(ward=neighbour).exists()
    assert not Exposure.objects.filter(ward=neighbour).exists()


def test_a_group_that_cannot_be_served_has_a_row_that_says_why() -> None:
    ward = making.ward()
    first, second, _third = ResidentialGroup.objects.order_by("position")
    Leader.objects.filter(group=first).update(term_to=timezone.localdate())
    Channel.objects.filter(group=second, kind=ChannelKind.LEADER_RELAY).update(state="khong_dung")
    making.campaign(ward)

    ticking.tick(now=making.next_morning() + timedelta(minutes=5))

    skipped = Delivery.objects.filter(state=State.SKIPPED).order_by("channel__group__position")
    assert [row.reason for row in skipped] == [
        "Tổ chưa có tổ trưởng trong danh sách.",
        "Kênh này của tổ đang tắt.",
    ]
    assert Delivery.objects.filter(state=State.SENT).count() == 1


@pytest.mark.parametrize(
    ("answer", "state", "outcome"),
    [
        (NotSent("Không kết nối được.", code="not_left"), State.PLANNED, "not_sent"),
        (Refused("Bị từ chối.", code="400"), State.FAILED, "refused"),
        (Unknown("Không rõ.", code="no_answer"), State.UNKNOWN, "unknown"),
        (ValueError("a bug"), State.UNKNOWN, "unknown"),
    ],
)
def test_each_answer_has_its_state(
    memory: type[MemoryCarrier], answer: Exception, state: str, outcome: str
) -> None:
    now = due(groups=1)
    memory.script = [answer]

    ticking.tick(now=now)

    row = Delivery.objects.get()
    assert (row.state, Attempt.objects.get().outcome) == (state, outcome)
    assert row.reason
    assert not Exposure.objects.exists()


def test_what_was_not_sent_waits_longer_each_time(memory: type[MemoryCarrier]) -> None:
    now = due(groups=1)
    memory.script = [NotSent("Mạng lỗi.", code="not_left")] * 2

    ticking.tick(now=now)
    first = Delivery.objects.get().next_attempt_at - now
    ticking.tick(now=now + timedelta(minutes=1))
    second = Delivery.objects.get().next_attempt_at - (now + timedelta(minutes=1))

    assert timedelta(seconds=24) <= first <= timedelta(seconds=36)
    assert timedelta(seconds=48) <= second <= timedelta(seconds=72)


def test_unknown_is_never_sent_again_by_machine(memory: type[MemoryCarrier]) -> None:
    now = due(groups=1)
    memory.script = [Unknown("Không rõ.", code="no_answer")]
    ticking.tick(now=now)

    for hours in range(1, 60, 7):
        ticking.tick(now=now + timedelta(hours=hours))

    assert len(memory.sent) == 1
    assert Delivery.objects.get().state == State.UNKNOWN


def test_a_person_releases_an_unknown_or_has_seen_it(memory: type[MemoryCarrier]) -> None:
    now = due(groups=2)
    memory.script = [Unknown("?", code="no_answer"), Unknown("?", code="no_answer")]
    ticking.tick(now=now)
    first, second = Delivery.objects.order_by("pk")
    officer = making.officer(first.ward)

    confirming.release(first, by=officer)
    confirming.seen_in_group(second, by=officer)
    ticking.tick(now=now + timedelta(minutes=1))

    assert states() == ["sent", "sent"]
    assert memory.sent.count(first.pk) == 2
    assert memory.sent.count(second.pk) == 1
    assert Exposure.objects.filter(level=Level.POSTED).count() == 2


def test_pause_and_cancel_act_after_the_claim_and_before_the_call(
    memory: type[MemoryCarrier],
) -> None:
    now = due()
    planning.spawn_due(now)
    sweeping.fan_out_all(now=now)
    held = claim(now)
    campaign = Occurrence.objects.get().campaign

    planning.pause(campaign, by=making.officer(campaign.ward))
    assert marking.mark(held.rows, now=now) == []
    ticking.tick(now=now)

    assert (states(), memory.sent) == (["planned"] * 3, [])
    planning.cancel(campaign, by=making.officer(campaign.ward))
    ticking.tick(now=now)
    assert (states(), memory.sent) == (["cancelled"] * 3, [])


def test_what_is_late_expires_and_is_not_sent(memory: type[MemoryCarrier]) -> None:
    now = due()

    ticking.tick(now=now + timedelta(hours=49))

    assert (states(), memory.sent) == (["expired"] * 3, [])


def test_a_lost_lease_goes_back_and_a_lost_call_becomes_unknown() -> None:
    now = due(groups=2)
    planning.spawn_due(now)
    sweeping.fan_out_all(now=now)
    held = claim(now)
    marking.mark(held.rows[:1], now=now)
    long_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.filter(state=State.CLAIMED).update(lease_until=long_ago)
    rows.silent_since(long_ago)

    sweeping.sweep(now=now)

    assert states() == ["planned", "unknown"]
    assert list(Attempt.objects.values_list("outcome", flat=True)) == ["unknown"]


def test_a_call_that_was_sent_again_is_not_doubted_for_the_one_before_it() -> None:
    now = due(groups=1)
    planning.spawn_due(now)
    sweeping.fan_out_all(now=now)
    marking.mark(claim(now).rows, now=now)
    Attempt.objects.update(started_at=timezone.now() - timedelta(hours=1))

    sweeping.sweep(now=now)

    assert states() == ["sending"]


def test_a_worker_whose_lease_another_holds_sends_nothing() -> None:
    now = due(groups=1)
    planning.spawn_due(now)
    sweeping.fan_out_all(now=now)
    slow = claim(now, "slow")
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweeping.sweep(now=now)
    quick = claim(now, "quick")

    mine = marking.mark(quick.rows, now=now)
    theirs = marking.mark(slow.rows, now=now)

    assert (mine, theirs) == (quick.rows, [])


def test_a_refused_post_falls_back_to_the_leader(memory: type[MemoryCarrier]) -> None:
    ward = making.ward(groups=1)
    group = ResidentialGroup.objects.get()
    Channel.objects.create(ward=ward, group=group, kind=ChannelKind.ZALO_GROUP)
    making.campaign(ward, kind=ChannelKind.ZALO_GROUP)
    memory.script = [Refused("Bot đã bị đưa khỏi nhóm.", code="400")]
    now = making.next_morning() + timedelta(minutes=5)

    ticking.tick(now=now)
    ticking.tick(now=now + timedelta(minutes=1))

    failed, fallback = Delivery.objects.order_by("pk")
    assert (failed.state, fallback.state) == (State.FAILED, State.SENT)
    assert (fallback.fallback_of, fallback.text) == (failed, failed.text)


def test_send_the_rest_touches_only_what_failed(memory: type[MemoryCarrier]) -> None:
    now = due()
    memory.script = [Refused("Từ chối.", code="400")]
    ticking.tick(now=now)
    occurrence = Occurrence.objects.get()

    count = confirming.release_failed(occurrence, by=making.officer(occurrence.ward))
    ticking.tick(now=now + timedelta(minutes=1))

    assert (count, states(), len(memory.sent)) == (1, ["sent"] * 3, 4)


def test_one_tap_sent_twice_is_recorded_once() -> None:
    ticking.tick(now=due(groups=1))
    row = Delivery.objects.get()
    leader = Leader.objects.get()

    for _ in range(2):
        confirming.confirm(row, leader=leader, via=Delivery.Via.PAGE, nonce="b" * 32)

    assert Evidence.objects.count() == 1
    assert Exposure.objects.filter(level=Level.CONFIRMED).count() == 1


def test_not_done_fails_with_the_reason_and_can_still_be_done_later() -> None:
    ticking.tick(now=due(groups=1))
    row, leader = Delivery.objects.get(), Leader.objects.get()

    confirming.confirm(
        row,
        leader=leader,
        via=Delivery.Via.PAGE,
        claim=Evidence.Claim.NOT_DONE,
        note="Mất điện.",
        nonce="c" * 32,
    )
    failed = Delivery.objects.get()
    confirming.confirm(failed, leader=leader, via=Delivery.Via.PAGE, nonce="d" * 32)

    assert (failed.state, failed.reason) == (State.FAILED, "Mất điện.")
    assert Delivery.objects.get().state == State.CONFIRMED


def test_an_officer_must_say_how_it_is_known() -> None:
    ticking.tick(now=due(groups=1))
    row = Delivery.objects.get()

    with pytest.raises(confirming.NotPossibleError, match="biết bằng cách nào"):
        confirming.confirm(row, user=making.officer(row.ward), via=Delivery.Via.OFFICER)

    assert Delivery.objects.get().state == State.SENT


def test_a_loudspeaker_script_is_handed_over_and_counts_minutes_once_confirmed() -> None:
    ticking.tick(now=due(ChannelKind.LOUDSPEAKER, groups=1))
    row = Delivery.objects.get()
    confirming.confirm(row, leader=Leader.objects.get(), via=Delivery.Via.PAGE)

    exposure = Exposure.objects.get(level=Level.CONFIRMED)

    assert row.text.count("một một một") == 2
    assert (exposure.kind, exposure.minutes_from, exposure.insertions) == (
        "loudspeaker",
        "script",
        1,
    )
    assert exposure.minutes > 0


def test_a_claim_leaves_the_rows_of_another_claim_alone() -> None:
    now = due(groups=5)
    planning.spawn_due(now)
    sweeping.fan_out_all(now=now)

    first, second = claim(now, "1", size=3), claim(now, "2", size=3)

    assert (len(first.rows), len(second.rows)) == (3, 2)
    assert not {due.pk for due in first.rows} & {due.pk for due in second.rows}


def test_send_errors_name_what_they_do_to_the_bot() -> None:
    answers: list[SendError] = [
        NotSent("a", code="429", bot_effect=BotEffect.PAUSE),
        Unknown("b", code="x"),
        Refused("c", code="400"),
    ]

    effects = [answer.bot_effect for answer in answers]

    assert effects == [BotEffect.PAUSE, BotEffect.BREAKER, BotEffect.NONE]


def test_posters_count_by_the_copies_of_their_channel() -> None:
    now = due(ChannelKind.PRINTING, groups=2)
    for copies, channel in enumerate(Channel.objects.filter(kind=ChannelKind.PRINTING), start=3):
        Channel.objects.filter(pk=channel.pk).update(copies=copies)

    ticking.tick(now=now)

    units = Exposure.objects.filter(level=Level.POSTED).values_list("units", flat=True)
    assert sorted(units) == [3, 4]
