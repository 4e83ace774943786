"""An airing without proof counts for nothing; a proof counts once, the higher before the lower."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from broadcast import airings, confirming, ticking
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing, Delivery, Evidence
from campaigns import planning
from campaigns.models import ChannelKind, Occurrence
from outreach.models import Exposure, Leader, Level
from tests import making
from tests.broadcast import loudspeakers

pytestmark = pytest.mark.django_db
State, Claim, Kind = Airing.State, Evidence.Claim, Evidence.Kind


@pytest.fixture
def start() -> datetime:
    return making.next_morning()


@pytest.fixture
def aired(start: datetime) -> Airing:
    """Return an airing at the due moment on a cluster that two of three groups hear."""
    ward = making.ward()
    making.campaign(ward, kind=ChannelKind.LOUDSPEAKER)
    ticking.tick(now=start)
    cluster = loudspeakers.cluster(ward, groups=2)
    return loudspeakers.airing(cluster, Occurrence.objects.get(), start)


def later(airing: Airing, **delta: int) -> datetime:
    return airing.starts_at + timedelta(**(delta or {"minutes": 30}))


def say(airing: Airing, claim: Claim = Claim.DONE, **fields: Any) -> Airing:
    """Record an officer's word, or whatever ``fields`` say."""
    values = {
        "kind": Kind.OFFICER,
        "by_user": making.officer(airing.ward),
        "how_known": "Gọi điện",
        "now": later(airing),
        **fields,
    }
    return airings.record(airing, claim=claim, **values)


def by_leader(airing: Airing, claim: Claim = Claim.DONE, **fields: Any) -> Airing:
    leader = Leader.objects.filter(group__in=airing.loudspeaker.groups.all()).earliest("pk")
    return say(airing, claim, kind=Kind.LEADER, by_user=None, by_leader=leader, **fields)


def added() -> list[tuple[int, Decimal]]:
    """Return lần phát and phút phát of every confirmed exposure that stands."""
    rows = Exposure.objects.filter(level=Level.CONFIRMED, reverses=None, exposure=None)
    return sorted(rows.values_list("insertions", "minutes"))


def delivery_states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_handed_over_is_not_aired(aired: Airing, start: datetime) -> None:
    airings.hand_over(aired, now=start, by=making.officer(aired.ward))
    airings.hand_over(aired, now=later(aired), by=making.officer(aired.ward))

    assert (aired.state, aired.handed_over_at) == (State.HANDED_OVER, start)
    assert added() == []
    assert delivery_states() == ["sent"] * 3


def test_a_confirmed_airing_confirms_the_groups_that_hear_it(aired: Airing) -> None:
    by_leader(aired)

    assert aired.state == State.CONFIRMED
    assert delivery_states() == ["confirmed", "confirmed", "sent"]
    assert added() == [(1, Decimal("1.50"))] * 2


def test_a_second_airing_only_adds_to_the_count(aired: Airing) -> None:
    second = loudspeakers.airing(aired.loudspeaker, aired.occurrence, later(aired, hours=9))
    by_leader(aired)

    by_leader(second, now=later(second))

    assert delivery_states() == ["confirmed", "confirmed", "sent"]
    assert added() == [(1, Decimal("1.50"))] * 4


def test_the_same_word_twice_counts_once(aired: Airing) -> None:
    by_leader(aired, nonce="a" * 32)
    by_leader(aired, nonce="a" * 32)
    by_leader(aired, nonce="b" * 32)

    assert aired.evidence.count() == 1
    assert added() == [(1, Decimal("1.50"))] * 2


def test_a_part_counts_its_minutes_and_no_airing(aired: Airing) -> None:
    say(aired, Claim.PARTLY, seconds=60)

    assert aired.state == State.PARTIAL
    assert added() == [(0, Decimal("1.00"))] * 2
    assert delivery_states() == ["sent"] * 3


def test_a_log_gives_the_minutes_and_overrules_a_part(aired: Airing) -> None:
    say(aired, Claim.PARTLY, seconds=60)

    say(aired, kind=Kind.PLAY_LOG, seconds=84)

    assert (aired.state, aired.played_seconds) == (State.CONFIRMED, 84)
    assert added() == [(1, Decimal("1.40"))] * 2


def test_a_lower_proof_never_overwrites_a_higher_one(aired: Airing) -> None:
    by_leader(aired, Claim.NOT_DONE, reason=Airing.Reason.POWER)

    say(aired)

    assert (aired.state, aired.reason) == (State.NOT_PLAYED, Airing.Reason.POWER)
    assert aired.evidence.count() == 2
    assert added() == []


def test_a_contradiction_is_shown_and_settled_in_writing(aired: Airing) -> None:
    officer = making.officer(aired.ward)
    by_leader(aired)
    say(aired, Claim.NOT_DONE, kind=Kind.PLAY_LOG, reason=Airing.Reason.BROKEN)

    assert (aired.state, aired.disputed_at) == (State.NOT_PLAYED, later(aired))
    assert added() == []
    assert delivery_states() == ["failed", "failed", "sent"]

    with pytest.raises(NotPossibleError, match="Ghi rõ đã xác minh"):
        airings.settle(aired, claim=Claim.DONE, by=officer, writing=" ", now=later(aired))
    airings.settle(
        aired, claim=Claim.DONE, by=officer, writing="Nhật ký sai giờ.", now=later(aired)
    )

    assert (aired.state, aired.disputed_at) == (State.CONFIRMED, None)
    assert added() == [(1, Decimal("1.50"))] * 2
    assert delivery_states() == ["confirmed", "confirmed", "sent"]


def test_who_corrects_himself_contradicts_nobody(aired: Airing) -> None:
    by_leader(aired, Claim.NOT_DONE, reason="mat_dien")
    by_leader(aired, Claim.DONE, now=later(aired, minutes=40))

    say(aired, Claim.DONE, kind=Kind.PLAY_LOG, seconds=90, now=later(aired, hours=2))

    assert (aired.state, aired.disputed_at) == (State.CONFIRMED, None)


def test_a_contradiction_ends_when_its_author_takes_it_back(aired: Airing) -> None:
    say(aired, Claim.DONE)
    by_leader(aired, Claim.NOT_DONE, reason="mat_dien")
    disputed_at = aired.disputed_at

    by_leader(aired, Claim.DONE, now=later(aired, minutes=40))

    assert disputed_at is not None
    assert (aired.state, aired.disputed_at) == (State.CONFIRMED, None)


def test_a_settled_contradiction_does_not_come_back(aired: Airing) -> None:
    officer = making.officer(aired.ward)
    say(aired, Claim.DONE)
    by_leader(aired, Claim.NOT_DONE, reason="mat_dien")
    airings.settle(
        aired, claim=Claim.DONE, by=officer, writing="Đã nghe lại", now=later(aired, hours=1)
    )

    say(aired, Claim.DONE, kind=Kind.PLAY_LOG, seconds=90, now=later(aired, hours=2))

    assert (aired.state, aired.disputed_at) == (State.CONFIRMED, None)


def test_a_leader_who_confirmed_the_delivery_is_not_counted_twice(aired: Airing) -> None:
    row = Delivery.objects.get(channel__group__name="Sông Công tổ 1")
    confirming.confirm(
        row, leader=Leader.objects.get(group=row.channel.group), via=Delivery.Via.PAGE
    )

    by_leader(aired)

    assert len(added()) == 2


def test_an_airing_before_the_due_moment_is_credited_when_the_deliveries_come() -> None:
    ward, start = making.ward(), making.next_morning()
    making.campaign(ward, kind=ChannelKind.LOUDSPEAKER)
    (occurrence,) = planning.spawn_due(start)
    early = loudspeakers.airing(
        loudspeakers.cluster(ward, groups=2), occurrence, start - timedelta(hours=2)
    )
    by_leader(early)
    assert (early.state, added()) == (State.CONFIRMED, [])

    ticking.tick(now=start)
    ticking.tick(now=start + timedelta(minutes=1))
    ticking.tick(now=start + timedelta(minutes=2))

    assert delivery_states() == ["confirmed", "confirmed", "sent"]
    assert added() == [(1, Decimal("1.50"))] * 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"how_known": " "}, "biết bằng cách nào"),
        ({"claim": Claim.NOT_DONE}, "Chọn lý do"),
        ({"claim": Claim.NOT_DONE, "reason": "khan_cap"}, "Chọn lý do"),
        ({"by_user": None}, "người chịu trách nhiệm"),
        ({"now": None}, "Chưa đến giờ phát"),
    ],
)
def test_a_word_that_says_too_little_is_refused(
    aired: Airing, fields: dict[str, Any], sentence: str
) -> None:
    values = {**fields}
    if "now" in values:
        values["now"] = aired.starts_at - timedelta(seconds=1)

    with pytest.raises(NotPossibleError, match=sentence):
        say(aired, values.pop("claim", Claim.DONE), **values)

    assert aired.evidence.count() == 0


def test_a_stranger_has_no_say(aired: Airing) -> None:
    neighbour = making.ward("05533", "Bá Xuyên")
    deaf = Leader.objects.get(group__name="Sông Công tổ 3")

    with pytest.raises(PermissionDenied):
        say(aired, by_user=making.officer(neighbour))
    with pytest.raises(PermissionDenied):
        say(aired, kind=Kind.LEADER, by_user=None, by_leader=deaf)
    with pytest.raises(PermissionDenied):
        airings.cancel(aired, by=making.officer(neighbour), reason="x", now=aired.created_at)


def test_what_nobody_took_along_expires_and_can_still_be_told_of(aired: Airing) -> None:
    ticking.tick(now=later(aired, hours=1, minutes=59))
    assert Airing.objects.get().state == State.PLANNED

    ticking.tick(now=later(aired, hours=2))
    assert Airing.objects.get().state == State.EXPIRED

    with pytest.raises(NotPossibleError):
        airings.hand_over(aired, now=later(aired, hours=2))
    by_leader(aired, now=later(aired, hours=3))
    assert aired.state == State.CONFIRMED


def test_the_reader_at_the_last_line_is_no_proof(aired: Airing) -> None:
    airings.played(aired, now=later(aired))

    assert aired.state == State.PLAYED
    assert added() == []


def test_an_airing_is_cancelled_before_its_start_only(aired: Airing, start: datetime) -> None:
    officer = making.officer(aired.ward)

    with pytest.raises(NotPossibleError, match="chưa đến giờ"):
        airings.cancel(aired, by=officer, reason="Nhầm", now=start)
    airings.cancel(aired, by=officer, reason="Nhầm", now=start - timedelta(minutes=1))

    assert (aired.state, aired.note) == (State.CANCELLED, "Nhầm")
    with pytest.raises(NotPossibleError, match="đã huỷ"):
        say(aired)


def test_one_cluster_plays_one_thing_at_a_time(aired: Airing) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        loudspeakers.airing(aired.loudspeaker, aired.occurrence, aired.starts_at)

    Airing.objects.update(state=State.CANCELLED, note="Nhầm")
    again = loudspeakers.airing(aired.loudspeaker, aired.occurrence, aired.starts_at)

    assert again.state == State.PLANNED


def test_an_emergency_cannot_be_stored(aired: Airing) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Airing.objects.update(level="khan_cap")


def test_evidence_is_about_a_delivery_or_an_airing(aired: Airing) -> None:
    values = {"kind": Kind.LEADER, "claim": Claim.DONE, "leader": Leader.objects.earliest("pk")}
    both = {"airing": aired, "delivery": Delivery.objects.earliest("pk")}

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(**values, **both)
