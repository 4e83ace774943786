"""Whatever is asked for: no accepted booking breaks a rule, and every suggestion fits."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast import slots
from tests.broadcast.slots.cases import MONDAY, NOW, REQUEST, ZONE

minutes_of_day = st.integers(0, 24 * 60 - 1)


def clock(minute: int) -> time:
    return time(*divmod(minute, 60))


@st.composite
def windows(draw: st.DrawFn) -> tuple[slots.Window, ...]:
    """Return one to three windows that do not overlap, in order."""
    edges = sorted(draw(st.lists(minutes_of_day, min_size=2, max_size=6, unique=True).map(_even)))
    return tuple(
        slots.Window(clock(start), clock(end))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    )


def _even(edges: list[int]) -> list[int]:
    return edges[: len(edges) // 2 * 2]


@st.composite
def rules(draw: st.DrawFn) -> slots.Rules:
    quiet = st.builds(
        slots.QuietHours,
        minutes_of_day.map(clock),
        minutes_of_day.map(clock),
        st.just("nghỉ"),
        st.frozensets(st.integers(1, 7), max_size=3),
    ).filter(lambda hours: hours.starts != hours.ends)
    rule = slots.Rule(
        citation="Quyết định 12/QĐ-UBND",
        windows=draw(windows()),
        quiet_hours=tuple(draw(st.lists(quiet, max_size=2))),
        weekdays=draw(st.frozensets(st.integers(1, 7), min_size=1)),
        sessions_per_day=draw(st.integers(0, 3)),
        minutes_per_session=draw(st.integers(1, 20)),
        counts_relay=draw(st.booleans()),
        relay_minutes=draw(st.integers(0, 5)),
    )
    return slots.Rules(ward=(rule,))


@st.composite
def requests(draw: st.DrawFn) -> slots.Request:
    day = MONDAY + timedelta(days=draw(st.integers(0, 4)))
    start = datetime.combine(day, clock(draw(minutes_of_day)), ZONE)
    return replace(REQUEST, starts_at=start, seconds=draw(st.integers(1, 400)))


quiet_days = st.lists(
    st.integers(0, 6).map(
        lambda n: slots.QuietDays(MONDAY + timedelta(days=n), MONDAY + timedelta(days=n), "thi")
    ),
    max_size=2,
)


def book(
    asked: list[slots.Request], of: slots.Rules, quiet: list[slots.QuietDays]
) -> list[slots.Booked]:
    """Book what fits, in the order in which it is asked for, as the office would."""
    taken: list[slots.Booked] = []
    for request in asked:
        reasons = slots.why_not(request, rules=of, airings=taken, quiet_periods=quiet, now=NOW)
        if slots.fits(reasons):
            taken.append(slots.Booked(request.starts_at, request.seconds, "Bài"))
    return taken


def minutes(one: slots.Booked) -> set[datetime]:
    """Return every second at which ``one`` is heard."""
    return {one.starts_at + timedelta(seconds=n) for n in range(one.seconds)}


@settings(max_examples=150, deadline=None)
@given(rules(), st.lists(requests(), max_size=25), quiet_days)
def test_no_accepted_booking_breaks_a_rule(
    of: slots.Rules, asked: list[slots.Request], quiet: list[slots.QuietDays]
) -> None:
    taken = book(asked, of, quiet)

    (rule,) = of.ward
    heard = [second for one in taken for second in minutes(one)]
    assert len(heard) == len(set(heard)), "two items at once"
    for second in heard:
        assert second.isoweekday() in rule.weekdays
        assert any(w.starts <= second.time() <= w.ends for w in rule.windows)
        assert not any(hours.touches(second, second) for hours in rule.quiet_hours)
        assert not any(days.covers(second.date()) for days in quiet)
    for day in {one.starts_at.date() for one in taken}:
        _within_the_day(rule, [one for one in taken if one.starts_at.date() == day])


def _within_the_day(rule: slots.Rule, items: list[slots.Booked]) -> None:
    """Count a day's sessions and minutes by hand, not with the functions under test."""
    relay = (rule.relay_minutes or 0) if rule.counts_relay else 0
    used: dict[time, list[int]] = {}
    for one in items:
        window = next(w for w in rule.windows if w.starts <= one.starts_at.time() < w.ends)
        used.setdefault(window.starts, []).append(one.seconds)
    assert len(used) <= (rule.sessions_per_day or 0)
    for seconds in used.values():
        total = sum(seconds) + 3 * (len(seconds) - 1)
        assert total <= 60 * ((rule.minutes_per_session or 0) - relay)


@settings(max_examples=30, deadline=None)
@given(rules(), st.lists(requests(), max_size=12), requests(), quiet_days)
def test_every_suggestion_fits(
    of: slots.Rules,
    asked: list[slots.Request],
    wanted: slots.Request,
    quiet: list[slots.QuietDays],
) -> None:
    taken = book(asked, of, quiet)
    given_ = {"rules": of, "airings": taken, "quiet_periods": quiet, "now": NOW}

    found = slots.suggest(wanted, **given_)

    distances = [abs(start - wanted.starts_at) for start in found]
    assert len(found) <= 3
    assert distances == sorted(distances)
    for start in found:
        assert slots.fits(slots.why_not(wanted.at(start), **given_))
    if wanted.starts_at.second == 0 and slots.fits(slots.why_not(wanted, **given_)):
        assert found[:1] == [wanted.starts_at]


@settings(max_examples=100, deadline=None)
@given(rules(), st.lists(requests(), max_size=12), requests())
def test_every_refusal_has_a_sentence_a_number_and_a_citation(
    of: slots.Rules, asked: list[slots.Request], wanted: slots.Request
) -> None:
    reasons = slots.why_not(
        wanted, rules=of, airings=book(asked, of, []), quiet_periods=[], now=NOW
    )

    for reason in reasons:
        assert reason.citation
        assert any(sign.isdigit() for sign in reason.sentence)


def test_the_nearest_session_is_offered_first_and_the_next_days_after_it() -> None:
    full = slots.Booked(datetime(2026, 7, 20, 17, tzinfo=ZONE), 120, "Bài")
    given_ = {"airings": [full], "quiet_periods": [], "now": NOW}
    of = slots.Rules()

    found = slots.suggest(REQUEST, rules=of, **given_)

    assert found == [
        datetime(2026, 7, 20, 16, 58, tzinfo=ZONE),
        datetime(2026, 7, 20, 7, 28, tzinfo=ZONE),
        datetime(2026, 7, 21, 5, 30, tzinfo=ZONE),
    ]


def test_nothing_is_offered_where_no_other_start_would_help() -> None:
    draft = replace(REQUEST, unapproved="Kịch bản chưa duyệt.")

    found = slots.suggest(draft, rules=slots.Rules(), airings=[], quiet_periods=[], now=NOW)

    assert found == []
