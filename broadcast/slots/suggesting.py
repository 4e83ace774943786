"""The nearest starts that fit: for each session of the days around, its nearest minute. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from broadcast.slots.judging import fits, why_not
from broadcast.slots.limits import Rules
from broadcast.slots.reasons import Code
from broadcast.slots.values import Booked, QuietDays, Request, Window

REACH = 14
MINUTE = timedelta(minutes=1)
NEAR = timedelta(days=1)
# Reasons of a whole day, and reasons that no other start would cure.
_OF_DAY = frozenset({Code.WEEKDAY, Code.QUIET_DAY, Code.LOUDSPEAKER_OFF})
_OF_ITEM = frozenset({Code.NOT_APPROVED, Code.NO_AUDIO, Code.STALE_AUDIO, Code.HOTLINE_STALE})


def suggest(
    request: Request,
    *,
    rules: Rules,
    airings: Sequence[Booked],
    quiet_periods: Sequence[QuietDays],
    now: datetime,
    holidays: Mapping[date, str] | None = None,
    limit: int = 3,
) -> list[datetime]:
    """Return at most ``limit`` starts nearest to the one asked for, nearest first.

    They lie on whole minutes within 14 days, at most one in each session, so that a person has a
    real choice. Each of them passes ``why_not``. Nothing is returned where no start can help.
    """

    def against(start: datetime) -> set[Code]:
        near = [one for one in airings if abs(one.starts_at - start) <= NEAR]
        reasons = why_not(
            request.at(start),
            rules=rules,
            airings=near,
            quiet_periods=quiet_periods,
            now=now,
            holidays=holidays,
        )
        return set() if fits(reasons) else {reason.code for reason in reasons}

    found: list[datetime] = []
    days = [] if against(request.starts_at) & _OF_ITEM else _days(request.starts_at.date())
    for day in days:
        if len(found) >= limit and _distance_of(day, request) > _worst(found, request, limit):
            break
        for window in rules.on(day).windows.value:
            found += _first(_starts(day, window, request), against)
    return sorted(found, key=lambda start: (_distance(start, request), start))[:limit]


def _first(starts: Sequence[datetime], against: Callable[[datetime], set[Code]]) -> list[datetime]:
    """Return the first of ``starts`` that fits, in a list, or an empty one."""
    for start in starts:
        codes = against(start)
        if not codes:
            return [start]
        if codes & _OF_DAY:
            return []
    return []


def _days(asked: date) -> Iterator[date]:
    yield asked
    for number in range(1, REACH + 1):
        yield asked + timedelta(days=number)
        yield asked - timedelta(days=number)


def _starts(day: date, window: Window, request: Request) -> list[datetime]:
    """Return the whole minutes of ``window`` at which the item ends in time, nearest first."""
    zone = request.starts_at.tzinfo
    first = datetime.combine(day, window.starts, zone)
    last = datetime.combine(day, window.ends, zone) - timedelta(seconds=request.seconds)
    count = int((last - first) / MINUTE) + 1 if last >= first else 0
    starts = [first + MINUTE * number for number in range(count)]
    return sorted(starts, key=lambda start: (_distance(start, request), start))


def _distance(start: datetime, request: Request) -> timedelta:
    return abs(start - request.starts_at)


def _distance_of(day: date, request: Request) -> timedelta:
    """Return the least distance that a start on ``day`` can have."""
    first = datetime.combine(day, datetime.min.time(), request.starts_at.tzinfo)
    last = first + timedelta(days=1)
    return max(first - request.starts_at, request.starts_at - last, timedelta(0))


def _worst(found: Sequence[datetime], request: Request, limit: int) -> timedelta:
    return sorted(_distance(start, request) for start in found)[limit - 1]
