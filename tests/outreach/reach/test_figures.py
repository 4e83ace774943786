"""Levels, media and words do not mix; duty, grade, pupils and words one by one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from outreach.models import ExposureKind
from outreach.reach import Figure, GroupRegister, Kind, Occasion, Rung, SchoolRegister, Target
from outreach.reach import duty as duties
from outreach.reach.coverage import covers
from outreach.reach.duty import Duty
from outreach.reach.figures import Quality
from outreach.reach.grade import Grade, Part, grade
from outreach.reach.people import Estimate, has_three
from outreach.reach.pupils import of_school
from outreach.reach.values import audience
from outreach.reach.words import Word, count

GROUP = GroupRegister("1", "TDP 1", 1000, 300, 400, Decimal("0.5"))
DUE = datetime(2026, 7, 6, 10, tzinfo=UTC)


def occasion(kind: Kind, **changes: object) -> Occasion:
    values: dict[str, object] = {
        "key": "x",
        "target": "1",
        "target_kind": Target.GROUP,
        "kind": kind,
        "day": date(2026, 7, 6),
        "insertions": 1,
        "minutes": Decimal(0),
        "units": 0,
        "is_confirmed": True,
        "at": DUE,
    }
    return Occasion(**(values | changes))  # type: ignore[arg-type]


def figure(code: str = "zalo", rung: Rung = Rung.CONFIRMED, value: int = 5) -> Figure:
    return Figure(code, rung, Decimal(value), Quality.ESTIMATED, groups=1, unknown=1)


def test_the_same_figure_of_two_wards_adds_up() -> None:
    total = sum([figure(value=5), figure(value=7)])

    assert total == Figure("zalo", Rung.CONFIRMED, Decimal(12), Quality.ESTIMATED, 2, 2)


@pytest.mark.parametrize(
    "other",
    [figure(rung=Rung.DELIVERED), figure(code="loa"), Figure("zalo", Rung.CONFIRMED, Decimal(1))],
    ids=["another level", "another medium", "counted, not estimated"],
)
def test_figures_of_different_meaning_cannot_be_added(other: Figure) -> None:
    with pytest.raises(TypeError):
        figure() + other
    with pytest.raises(TypeError):
        sum([figure(), other])


@pytest.mark.parametrize("number", [1, 1.0, Decimal(1)])
def test_a_bare_number_cannot_be_added_to_a_figure(number: float) -> None:
    with pytest.raises(TypeError):
        figure() + number  # type: ignore[operator]
    with pytest.raises(TypeError):
        number + figure()  # type: ignore[operator]


def test_kinds_are_those_of_the_ledger() -> None:
    assert sorted(Kind) == sorted(ExposureKind.values)


def test_low_is_rounded_down_mid_to_the_nearest_and_high_up() -> None:
    estimate = Estimate(1260.9, 1448.5, 1660.1)

    assert (estimate.bounds, estimate.most) == ((1260, 1449), 1661)


@pytest.mark.parametrize(
    ("kind", "changes", "is_covered"),
    [
        (Kind.MEETING, {"units": 150}, True),
        (Kind.MEETING, {"units": 149}, False),
        (Kind.LEADER_RELAY, {}, True),
        (Kind.LOUDSPEAKER, {"insertions": 0}, False),
        (Kind.BANNER, {"units": 500}, False),
        (Kind.MOBILE_LOUDSPEAKER, {}, False),
    ],
)
def test_what_covers_a_group(kind: Kind, changes: dict[str, int], is_covered: bool) -> None:
    assert covers(occasion(kind, **changes), GROUP) is is_covered


@pytest.mark.parametrize(
    ("earshot", "is_covered"), [(Decimal(0), False), (None, True), (Decimal("0.01"), True)]
)
def test_a_loudspeaker_covers_unless_there_is_none(
    earshot: Decimal | None, is_covered: bool
) -> None:
    group = replace(GROUP, earshot=earshot)

    assert covers(occasion(Kind.LOUDSPEAKER), group) is is_covered


def test_a_gathering_covers_no_group_whose_households_are_unknown() -> None:
    unknown = GroupRegister("1", "TDP 1", persons=10)

    assert not covers(occasion(Kind.MEETING, units=10), unknown)


def test_more_members_than_residents_are_still_no_more_than_the_residents() -> None:
    crowded = replace(GROUP, zalo_members=1500)

    assert audience(occasion(Kind.LEADER_RELAY), crowded) == 1000


@pytest.mark.parametrize(("days", "is_enough"), [((6, 6, 6), False), ((6, 6, 7), True)])
def test_three_times_on_one_day_are_not_three_times(days: tuple[int, ...], is_enough: bool) -> None:
    aired = [occasion(Kind.LOUDSPEAKER, day=date(2026, 7, day)) for day in days]

    assert has_three(GROUP, aired) is is_enough
    assert not has_three(GROUP, [*aired[1:], occasion(Kind.BANNER, day=date(2026, 7, 9))])


def test_the_duty_is_judged_month_by_month() -> None:
    july = occasion(Kind.LOUDSPEAKER)
    august = occasion(Kind.LEADER_RELAY, day=date(2026, 8, 1))
    over = duties.months(date(2026, 7, 15), date(2026, 8, 2))

    found = duties.by_month(GROUP, [july, august], over=over)

    assert [(m.month.month, m.duty, m.has_other_channel) for m in found] == [
        (7, Duty.DONE, False),
        (8, Duty.MISSING, True),
    ]
    assert duties.over_all(found) is Duty.MISSING


def test_months_run_over_the_turn_of_the_year() -> None:
    found = duties.months(date(2025, 12, 31), date(2026, 2, 1))

    assert found == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))


def test_late_begins_forty_eight_hours_after_it_was_due_to_the_minute() -> None:
    posted = occasion(Kind.LOUDSPEAKER, is_confirmed=False)
    others = [occasion(Kind.LOUDSPEAKER), occasion(Kind.MEETING, target_kind=Target.WARD)]

    before = duties.late([posted, *others], now=DUE + timedelta(hours=47, minutes=59))
    after = duties.late([posted, *others], now=DUE + timedelta(hours=48))

    assert (before, after) == ({}, {"1": [posted]})


def test_the_grade_is_the_worst_of_three_shares() -> None:
    good, fair, unknown = Part(8, 10), Part(5, 10), Part(0, 0)

    letters = [Grade(good, good, third).letter for third in (good, fair, Part(4, 10), unknown)]

    assert letters == ["A", "B", "C", "C"]


def test_an_old_or_unknown_register_and_mere_words_lower_the_grade() -> None:
    old = GroupRegister("2", "TDP 2", 1, 1, 1, Decimal(1), frozenset({"persons"}))
    proofs = [occasion(Kind.LOUDSPEAKER, proof=proof) for proof in ("play_log", "leader")]

    found = grade([GROUP, old, GroupRegister("3", "TDP 3")], proofs)

    assert (found.register, found.proof) == (Part(1, 3), Part(1, 2))


@pytest.mark.parametrize(("enrolled", "high"), [(400, 330), (300, 300), (None, None)])
def test_different_pupils_lie_between_the_largest_session_and_the_sum(
    enrolled: int | None, high: int | None
) -> None:
    sessions = [
        occasion(Kind.SCHOOL_SESSION, target="9", target_kind=Target.SCHOOL, units=units)
        for units in (180, 150)
    ]

    found = of_school(SchoolRegister("9", "THCS A", enrolled), sessions)

    assert (found.sessions, found.visits, found.low, found.high) == (2, 330, 180, high)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.BANNER, {Word.BANNERS: 7}),
        (Kind.LEAFLET, {Word.LEAFLETS: 7}),
        (Kind.MEETING, {Word.SESSIONS: 1, Word.ATTENDANCES: 7}),
        (Kind.MOBILE_LOUDSPEAKER, {Word.MOBILE: 1}),
        (Kind.PLEDGE, {Word.PLEDGES: 7}),
        (Kind.LOUDSPEAKER, {Word.AIRINGS: 3, Word.MINUTES: Decimal("1.1")}),
    ],
)
def test_an_act_for_the_whole_ward_counts_in_its_own_word(
    kind: Kind, expected: dict[Word, Decimal]
) -> None:
    rally = occasion(
        kind, target="", target_kind=Target.WARD, units=7, insertions=3, minutes=Decimal("1.1")
    )

    found = count([rally], rung=Rung.CONFIRMED)

    assert {word: one.value for word, one in found.items()} == expected


def test_minutes_are_added_exactly() -> None:
    many = [occasion(Kind.LOUDSPEAKER, minutes=Decimal("0.10"))] * 30

    assert count(many, rung=Rung.CONFIRMED)[Word.MINUTES].value == 3
