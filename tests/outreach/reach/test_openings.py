"""Openings (level 4): closed months only, and only as suppression lets them out."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import MaterialPage
from outreach.interactions import openings
from outreach.models import DailyCount, TrackedLink, User, Ward
from outreach.reach_page import opening_table
from outreach.reach_query import Period
from tests import making
from tests.outreach.reach import places
from tests.outreach.reach.test_page import PAGE, signed_in, text

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def moment(iso: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(iso))


CLOSED = moment("2026-06-03 02:00")


@pytest.fixture
def ward(db: None) -> Ward:
    return places.make_ward(places.HERE, name="Ở Đây", province="19")


def material(ward: Ward, title: str, *, on: str = "2026-04-01 08:00") -> MaterialPage:
    """Return a material that went public at the moment ``on``."""
    with time_machine.travel(moment(on), tick=False):
        return making.material(ward, title)


def opened(ward: Ward, page: Any, count: int, *, channel: str = "web", **more: Any) -> None:
    values: dict[str, Any] = {"date": date(2026, 5, 20), "campaign_code": ""}
    DailyCount.objects.create(
        ward=ward,
        material_id=page.pk,
        channel=channel,
        event=DailyCount.Event.OPEN,
        count=count,
        **(values | more),
    )


def link(ward: Ward, page: Any, channel: str, *, on: str = "2026-04-10 08:00") -> TrackedLink:
    with time_machine.travel(moment(on), tick=False):
        return TrackedLink.objects.create(
            ward=ward,
            material=page,
            channel=channel,
            code=f"{TrackedLink.objects.count():06}",
            campaign_code="cao-diem",
        )


def table(ward: Ward, period: Period = MAY, *, now: datetime = CLOSED) -> dict[str, Any]:
    return opening_table(
        openings(ward, period, now=now), period.campaign, campaigns={"cao-diem": "Cao điểm"}
    )


def example(ward: Ward) -> None:
    """Write the example of the specification: A {41, 6, 25} and B {12, 0, 9}."""
    for title, counts in (("A", (41, 6, 25)), ("B", (12, 0, 9))):
        page = material(ward, title)
        for channel in ("qr", "zalo"):
            link(ward, page, channel)
        for channel, count in zip(("web", "qr", "zalo"), counts, strict=True):
            code = "" if channel == "web" else "cao-diem"
            if count:
                opened(ward, page, count, channel=channel, campaign_code=code)


def test_the_example_of_the_specification_from_the_counters(ward: Ward) -> None:
    example(ward)

    found = table(ward)

    assert [(title, shown) for title, _channel, shown in found["lines"]] == [
        ("A", ["41"]),
        ("B", ["12"]),
        ("A", ["0–9"]),
        ("A", ["25"]),
        ("B", ["0–9"]),
        ("B", ["0–9"]),
    ]
    assert found["totals"] == ["93"]


def test_one_campaign_is_a_subtotal_into_which_no_hidden_value_enters(ward: Ward) -> None:
    example(ward)

    found = table(ward, Period(MAY.first, MAY.last, "cao-diem"))

    assert found["totals"] == ["ít nhất 25"]
    assert {channel for _title, channel, _shown in found["lines"]} == {
        "Mã QR, “Cao điểm”",
        "Zalo, “Cao điểm”",
    }
    assert len(found["lines"]) == 4


@pytest.mark.parametrize(
    ("first", "last", "now"),
    [
        (MAY.first, MAY.last, moment("2026-06-03 01:59")),
        (date(2026, 5, 2), MAY.last, CLOSED),
        (MAY.first, date(2026, 5, 30), CLOSED),
    ],
    ids=["still open", "begins late", "ends early"],
)
def test_an_open_or_partial_month_shows_nothing(
    ward: Ward, first: date, last: date, now: datetime
) -> None:
    opened(ward, material(ward, "A"), 500)

    assert table(ward, Period(first, last), now=now)["months"] == []


def test_a_material_that_nobody_opened_looks_like_one_that_somebody_did(ward: Ward) -> None:
    never, once = material(ward, "A"), material(ward, "B")
    opened(ward, once, 1)

    found = table(ward)

    assert [shown for _title, _channel, shown in found["lines"]] == [["0–9"], ["0–9"]]
    assert never.title in [title for title, _channel, _shown in found["lines"]]


def test_what_could_not_be_opened_in_the_month_is_no_leaf(ward: Ward) -> None:
    later = material(ward, "Sau", on="2026-06-01 00:30")
    gone = material(ward, "Trước")
    kept = material(ward, "Còn")
    PageLogEntry.objects.log_action(gone, "wagtail.unpublish", timestamp=moment("2026-04-30 23:59"))
    link(ward, kept, "qr", on="2026-06-01 00:30")
    TrackedLink.objects.filter(pk=link(ward, kept, "zalo").pk).update(
        retired_at=moment("2026-04-30 12:00")
    )

    found = table(ward)

    assert [title for title, _channel, _shown in found["lines"]] == ["Còn"]
    assert later.live


def test_several_months_add_what_is_printed(ward: Ward) -> None:
    page = material(ward, "A", on="2026-03-01 08:00")
    opened(ward, page, 30)
    opened(ward, page, 12, date=date(2026, 4, 20))
    opened(ward, page, 4, date=date(2026, 3, 20))
    quarter = Period(date(2026, 3, 1), MAY.last)
    places.make_user("canbo", User.Role.OFFICER, ward=ward)

    with time_machine.travel(CLOSED):
        found = signed_in("canbo").get(PAGE, {"tu": "01/03/2026", "den": "31/05/2026"})

    assert table(ward, Period(date(2026, 2, 1), MAY.last))["totals"][0] == "–"
    assert table(ward, quarter)["totals"] == ["chưa đủ để công bố", "12", "30"]
    assert "ít nhất 42 lượt mở trang" in text(found.content.decode())


def test_shards_and_days_are_one_leaf_and_another_ward_is_none(ward: Ward) -> None:
    there = places.make_ward(places.THERE, name="Bên Kia", province="19")
    page, theirs = material(ward, "A"), material(there, "Bên kia")
    for shard in range(8):
        opened(ward, page, 2, shard=shard, date=date(2026, 5, 1 + shard))
    opened(there, theirs, 900)

    found = table(ward)

    assert [(title, shown) for title, _channel, shown in found["lines"]] == [("A", ["16"])]
    assert found["totals"] == ["16"]


def test_the_number_of_queries_does_not_grow(ward: Ward) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            openings(ward, MAY, now=CLOSED)
        return len(found)

    opened(ward, material(ward, "A"), 20)
    few = queries()
    for number in range(6):
        page = material(ward, f"B{number}")
        opened(ward, page, 20)
        link(ward, page, "qr")

    assert queries() == few
    assert few <= 6
