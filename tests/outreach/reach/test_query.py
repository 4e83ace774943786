"""From ledger rows to figures: the worked example, folding, the register, and the command."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outreach.models import Level, RegisterEntry, ResidentialGroup
from outreach.reach import Kind
from outreach.reach import duty as duties
from outreach.reach.words import Word
from outreach.reach_query import Period, ward_reach
from tests.outreach.reach.conftest import World
from tests.outreach.reach.example import EXPECTED, FIRST, LAST
from tests.outreach.reach.places import at, expose, make_group, reverse

JULY = Period(FIRST, LAST)


def printed(*more: str) -> str:
    out = StringIO()
    call_command("reach", "--ward", "05518", "--from", "2026-07-01", *more, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_worked_example_of_a_real_ward(world: World) -> None:
    found = json.loads(printed("--to", "2026-07-31", "--json"))

    asked = {"coverage_checked", "survey", "quiz_gain"}
    expected = {key: None if key in asked else value for key, value in EXPECTED.items()}
    assert list(found) == list(expected)
    assert found == {
        key: pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
        for key, value in expected.items()
    }


def test_the_command_prints_text_for_people(world: World) -> None:
    text = printed("--to", "2026-07-31")

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "Tổ đã xác nhận: 3/5" in lines
    assert "Ước tính từ 1.260 đến 1.449 người có cơ hội nghe hoặc xem" in lines
    assert "phút phát thanh 13,5 4" in lines
    assert "TDP 5 đã xác nhận không có số liệu Chưa" in lines


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--to", "2026-06-01"], "Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        (["--to", "hôm qua"], "“hôm qua” không phải ngày dạng năm-tháng-ngày."),
        (["--to", "2026-07-31", "--campaign", "x"], "Phường Ở Đây chưa ghi nhận gì cho đợt “x”."),
    ],
)
def test_the_command_says_what_is_wrong(world: World, more: list[str], message: str) -> None:
    with pytest.raises(CommandError) as error:
        printed(*more)

    assert str(error.value) == message


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        ward_reach(world.here, JULY)
    for number in range(20):
        group = make_group(world.here, f"Tổ thêm {number}", P=10, H=3, m=4, k=1)
        for level in Level:
            expose(world.here, group, "loudspeaker", f"n{number}", at(FIRST), level=level)

    with CaptureQueriesContext(connection) as many:
        found = ward_reach(world.here, JULY)

    assert len(found.report.groups) == 25
    assert len(many) == len(few) <= 12


def test_nothing_of_another_ward_changes_a_figure(world: World) -> None:
    before = ward_reach(world.here, JULY)

    group = ResidentialGroup.objects.get(ward=world.there)
    expose(world.there, group, "meeting", "m", at(FIRST), level=Level.CONFIRMED, units=50)

    assert ward_reach(world.here, JULY).report == before.report


def test_an_occasion_confirmed_after_the_period_counts_where_its_confirmation_lies(
    world: World,
) -> None:
    group = world.places["TDP 2"]
    expose(world.here, group, "leader_relay", "late", at(date(2026, 8, 31)))
    expose(world.here, group, "leader_relay", "late", at(date(2026, 9, 1)), level=Level.CONFIRMED)

    august = ward_reach(world.here, Period(date(2026, 8, 1), date(2026, 8, 31)))
    september = ward_reach(world.here, Period(date(2026, 9, 1), date(2026, 9, 30)))

    assert august.occasions == ()
    assert {w: f.value for w, f in september.report.words.items()} == {Word.ZALO_POSTS: 1}
    assert september.report.words_unconfirmed == {}


def test_a_reversed_confirmation_leaves_what_was_posted(world: World) -> None:
    group, when = world.places["TDP 2"], at(date(2026, 8, 5))
    expose(world.here, group, "leader_relay", "back", when)
    sure = expose(world.here, group, "leader_relay", "back", when, level=Level.CONFIRMED)

    reverse(sure, reason="tổ trưởng báo nhầm")

    found = ward_reach(world.here, Period(date(2026, 8, 1), date(2026, 8, 31)))
    assert [(one.kind, one.is_confirmed) for one in found.occasions] == [(Kind.LEADER_RELAY, False)]


def test_days_are_those_of_vietnam(world: World) -> None:
    midnight = datetime.fromisoformat("2026-07-31T23:30:00+07:00")
    expose(world.here, None, "banner", "b", midnight, units=3, level=Level.CONFIRMED)
    expose(
        world.here, None, "banner", "c", midnight + timedelta(hours=1), units=9, level="confirmed"
    )

    found = ward_reach(world.here, JULY).report.words

    assert found[Word.BANNERS].value == 2 + 3
    assert found[Word.SESSIONS].value == 2


def test_the_entry_in_force_is_the_latest_before_the_cutoff_then_the_latest_recorded(
    world: World,
) -> None:
    def entry(value: int, as_of: date) -> None:
        RegisterEntry.objects.create(
            group=world.places["TDP 1"],
            measure="persons",
            value=value,
            as_of=as_of,
            source="đếm lại",
        )

    entry(1100, date(2026, 7, 31))
    entry(1200, date(2026, 7, 31))
    entry(1300, date(2026, 8, 1))
    entry(900, date(2026, 3, 1))

    found = ward_reach(world.here, JULY).report.groups[0]

    assert found.persons == 1200


def test_an_entry_older_than_twelve_months_is_used_and_flagged(world: World) -> None:
    found = ward_reach(world.here, Period(date(2027, 1, 16), date(2027, 1, 16)))
    before = ward_reach(world.here, Period(date(2027, 1, 15), date(2027, 1, 15)))

    everything = frozenset({"persons", "households", "zalo_members", "earshot"})
    assert (found.report.groups[0].persons, found.report.groups[0].old) == (1000, everything)
    assert before.report.groups[0].old == frozenset()


def test_a_group_that_ended_keeps_its_own_line_and_is_added_to_nothing(world: World) -> None:
    group = world.places["TDP 1"]
    group.valid_to = date(2026, 7, 29)
    group.save()

    found = ward_reach(world.here, JULY)

    assert [one.name for one in found.report.groups] == ["TDP 2", "TDP 3", "TDP 4", "TDP 5"]
    assert found.report.people.low == 660
    (former,) = found.former
    assert (former.name, former.estimate and former.estimate.bounds) == ("TDP 1", (600, 789))


def test_one_campaign_alone_and_the_duty_that_asks_for_none(world: World) -> None:
    group = world.places["TDP 2"]
    values: dict[str, Any] = {"level": Level.CONFIRMED, "campaign_code": "cao-diem"}
    expose(world.here, group, "leader_relay", "z", at(LAST), **values)

    report = ward_reach(world.here, Period(FIRST, LAST, "cao-diem")).report

    assert report.confirmed == (str(group.pk),)
    assert report.people.low == 300
    aired = {
        name: duties.over_all(report.duty[str(world.places[name].pk)]).value
        for name in EXPECTED["monthly_duty"]
    }
    assert aired == EXPECTED["monthly_duty"]


def test_minutes_keep_their_hundredths(world: World) -> None:
    for number in range(3):
        expose(
            world.here,
            world.places["TDP 1"],
            "loudspeaker",
            f"p{number}",
            at(date(2026, 8, 1 + number)),
            minutes=Decimal("0.35"),
            level=Level.CONFIRMED,
        )

    found = ward_reach(world.here, Period(date(2026, 8, 1), date(2026, 8, 31))).report.words

    assert found[Word.MINUTES].value == Decimal("1.05")
