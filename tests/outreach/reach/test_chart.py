"""The strip of weeks: what each square means, and where it stands."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from outreach.reach import Kind
from outreach.reach_chart import Mark, Strip, strip
from tests.outreach.reach.test_figures import GROUP, occasion

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 31)


def july(*occasions: object, last: date = LAST, today: date = LAST) -> Strip:
    return strip([GROUP], list(occasions), first=FIRST, last=last, today=today)  # type: ignore[arg-type]


def marks(found: Strip) -> list[Mark]:
    return [cell.mark for cell in found.lines[0].cells]


def test_a_square_is_full_only_when_the_group_was_covered() -> None:
    days = [date(2026, 7, day) for day in (1, 6, 13, 20)]
    week = [
        occasion(Kind.LOUDSPEAKER, day=days[0]),
        occasion(Kind.LEAFLET, day=days[1], units=1),
        occasion(Kind.LEADER_RELAY, day=days[2], is_confirmed=False),
        occasion(Kind.LOUDSPEAKER, day=days[3], insertions=0),
    ]

    assert marks(july(*week, today=date(2026, 7, 26))) == [
        Mark.SURE,
        Mark.PARTLY,
        Mark.GIVEN,
        Mark.NONE,
        Mark.AHEAD,
    ]


def test_weeks_begin_on_monday_and_the_first_with_the_period() -> None:
    found = july()

    assert [words for _x, words in found.heads] == ["01/07", "06/07", "13/07", "20/07", "27/07"]
    assert found.width > max(cell.x for cell in found.lines[0].cells)


def test_a_long_period_is_drawn_by_months() -> None:
    found = july(last=FIRST + timedelta(days=120))

    assert [words for _x, words in found.heads] == ["07/26", "08/26", "09/26", "10/26"]
    assert not found.is_weekly


def test_a_long_name_is_cut_in_the_picture_and_whole_beside_it() -> None:
    group = replace(GROUP, name="Tổ dân phố Đồi Thông Phía Đông", earshot=Decimal(1))

    (line,) = strip([group], [], first=FIRST, last=LAST, today=LAST).lines

    assert (line.name, line.short) == (group.name, "Tổ dân phố Đồi…")
