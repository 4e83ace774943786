"""When an item is due: calendar rules into days. Pure; every day is a local day of the ward."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# Ngày toàn dân phòng, chống mua bán người; also the World Day.
DAY_MONTH, DAY_DAY = 7, 30


class RuleKind(StrEnum):
    """The four rules; values are those of ``CampaignItem.Rule``."""

    ONCE = "mot_lan"
    WEEKLY = "hang_tuan"
    MONTHLY = "hang_thang"
    AROUND_DAY = "quanh_30_7"


# The field of an item that each rule cannot do without.
NEEDED_FIELD = {
    RuleKind.ONCE: "on_date",
    RuleKind.WEEKLY: "weekday",
    RuleKind.MONTHLY: "day_of_month",
    RuleKind.AROUND_DAY: "offset_days",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the one field that its kind needs."""

    kind: RuleKind
    on_date: date | None = None
    weekday: int | None = None
    day_of_month: int | None = None
    offset_days: int | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days, both ends included, on which nothing is sent."""

    first: date
    last: date
    reason: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which the item is due; ``skipped`` says why it does not go out, else ""."""

    day: date
    skipped: str = ""
    moved_from: date | None = None


def dues(rule: Rule, *, first: date, last: date, quiet: Sequence[Quiet] = ()) -> list[Due]:
    """Return the days of ``rule`` from ``first`` to ``last``, both included, in order.

    A weekly, one-off or 30/7 day inside a quiet period is skipped and says so. A monthly day is
    moved instead, within its month, to the next free day or else the one before: the duty is
    "at least once a month".
    """
    if rule.kind is RuleKind.MONTHLY:
        return [_monthly(rule, month, quiet) for month in _months(first, last)]
    return [Due(day, skipped=_why_quiet(day, quiet)) for day in _days(rule, first, last)]


def _days(rule: Rule, first: date, last: date) -> Iterator[date]:
    if rule.kind is RuleKind.ONCE:
        candidates = [rule.on_date] if rule.on_date else []
    elif rule.kind is RuleKind.AROUND_DAY:
        shift = timedelta(days=rule.offset_days or 0)
        years = range(first.year - 1, last.year + 2)
        candidates = [date(year, DAY_MONTH, DAY_DAY) + shift for year in years]
    else:
        start = first + timedelta(days=((rule.weekday or 0) - first.weekday()) % 7)
        weeks = max(0, (last - start).days // 7 + 1)
        candidates = [start + timedelta(weeks=week) for week in range(weeks)]
    return (day for day in candidates if first <= day <= last)


def _monthly(rule: Rule, month: list[date], quiet: Sequence[Quiet]) -> Due:
    """Choose the day of one month, of which ``month`` are the days inside the campaign."""
    wished = month[0].replace(day=rule.day_of_month or 1)
    later = [day for day in month if day >= wished]
    earlier = [day for day in reversed(month) if day < wished]
    for day in [*later, *earlier]:
        if not _why_quiet(day, quiet):
            return Due(day, moved_from=None if day == wished else wished)
    return Due(month[0], skipped=_why_quiet(month[0], quiet))


def _months(first: date, last: date) -> Iterator[list[date]]:
    month: list[date] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if month and day.day == 1:
            yield month
            month = []
        month.append(day)
    if month:
        yield month


def _why_quiet(day: date, quiet: Sequence[Quiet]) -> str:
    return next((period.reason for period in quiet if period.covers(day)), "")


def is_quiet_time(moment: time, *, start: time, end: time) -> bool:
    """Whether ``moment`` lies in the quiet hours, which may run over midnight."""
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


def after_quiet_time(moment: datetime, *, start: time, end: time) -> datetime:
    """Return ``moment``, or the end of the quiet hours that it falls in (same time zone)."""
    if not is_quiet_time(moment.time(), start=start, end=end):
        return moment
    morning = moment.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return morning if morning > moment else morning + timedelta(days=1)
