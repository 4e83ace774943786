"""Calendar rules: on the right days, never on a quiet one, at least once a month."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.calendar import Due, Quiet, Rule, RuleKind, after_quiet_time, dues, is_quiet_time

FIRST, LAST = date(2026, 6, 20), date(2026, 8, 10)
ONCE, WEEKLY, MONTHLY, AROUND = RuleKind


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule(ONCE, on_date=date(2026, 7, 1)), ["2026-07-01"]),
        (Rule(ONCE, on_date=date(2026, 9, 1)), []),
        (Rule(AROUND, offset_days=-7), ["2026-07-23"]),
        (Rule(AROUND, offset_days=0), ["2026-07-30"]),
        (Rule(MONTHLY, day_of_month=5), ["2026-06-20", "2026-07-05", "2026-08-05"]),
        (Rule(MONTHLY, day_of_month=25), ["2026-06-25", "2026-07-25", "2026-08-10"]),
    ],
)
def test_days_of_a_rule(rule: Rule, days: list[str]) -> None:
    found = [due.day.isoformat() for due in dues(rule, first=FIRST, last=LAST)]

    assert found == days


def test_a_quiet_day_skips_a_weekly_item_and_moves_a_monthly_one() -> None:
    quiet = [Quiet(date(2026, 7, 6), date(2026, 7, 7), "kỳ thi")]
    july = {"first": date(2026, 7, 1), "last": date(2026, 7, 31), "quiet": quiet}

    weekly = dues(Rule(WEEKLY, weekday=0), **july)  # type: ignore[arg-type]
    monthly = dues(Rule(MONTHLY, day_of_month=6), **july)  # type: ignore[arg-type]

    assert weekly[0] == Due(date(2026, 7, 6), skipped="kỳ thi")
    assert [due.skipped for due in weekly[1:]] == ["", "", ""]
    assert monthly == [Due(date(2026, 7, 8), moved_from=date(2026, 7, 6))]


days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
spans = st.integers(0, 200)


@given(days, spans, st.integers(0, 6))
def test_weekly_is_every_such_weekday(first: date, span: int, weekday: int) -> None:
    last = first + timedelta(days=span)
    every = [first + timedelta(days=n) for n in range(span + 1)]

    found = [due.day for due in dues(Rule(WEEKLY, weekday=weekday), first=first, last=last)]

    assert found == [day for day in every if day.weekday() == weekday]


@given(days, spans, st.integers(1, 28), days, st.integers(0, 40))
def test_monthly_is_once_in_each_month_unless_all_of_it_is_quiet(
    first: date, span: int, day: int, quiet_from: date, quiet_days: int
) -> None:
    last = first + timedelta(days=span)
    quiet = Quiet(quiet_from, quiet_from + timedelta(days=quiet_days), "tang")

    found = dues(Rule(MONTHLY, day_of_month=day), first=first, last=last, quiet=[quiet])

    every = {(first + timedelta(days=n)) for n in range(span + 1)}
    months = sorted({(d.year, d.month) for d in every})
    assert [(due.day.year, due.day.month) for due in found] == months
    for due in found:
        free = [d for d in every if (d.year, d.month) == (due.day.year, due.day.month)]
        assert due.day in every
        assert bool(due.skipped) == all(quiet.covers(d) for d in free)
        assert due.skipped or not quiet.covers(due.day)


@given(st.times(), st.times(), st.times())
def test_after_the_quiet_hours_it_is_not_quiet(moment: time, start: time, end: time) -> None:
    at = datetime.combine(date(2026, 7, 1), moment.replace(second=0, microsecond=0))
    start, end = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)

    later = after_quiet_time(at, start=start, end=end)

    assert later >= at
    assert not is_quiet_time(later.time(), start=start, end=end)
