"""The monthly duty: each group's loudspeakers at least once a month (reach.md §3.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from outreach.reach.coverage import covers
from outreach.reach.values import GroupRegister, Kind, Occasion, Target

LATE_AFTER = timedelta(hours=48)


class Duty(StrEnum):
    """Whether a group's loudspeakers were on air in a month."""

    DONE = "du"
    MISSING = "chua"
    NO_LOUDSPEAKER = "khong_co_loa"


@dataclass(frozen=True, slots=True)
class MonthDuty:
    """One group in one month (its first day); another channel does not fulfil the duty."""

    month: date
    duty: Duty
    has_other_channel: bool


def months(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of every month that the days ``first`` to ``last`` touch."""
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    start = 12 * first.year + first.month - 1
    return tuple(date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(count))


def by_month(
    register: GroupRegister, confirmed: Sequence[Occasion], *, over: Iterable[date]
) -> tuple[MonthDuty, ...]:
    """Return the duty of a group in each of the months ``over``, by confirmed occasions only."""
    return tuple(_month(register, confirmed, month) for month in over)


def _month(register: GroupRegister, confirmed: Sequence[Occasion], month: date) -> MonthDuty:
    mine = [one for one in confirmed if one.day.replace(day=1) == month and one.insertions >= 1]
    is_aired = any(one.kind is Kind.LOUDSPEAKER for one in mine)
    duty = Duty.DONE if is_aired else Duty.MISSING
    if register.earshot == 0:
        duty = Duty.NO_LOUDSPEAKER
    others = (one for one in mine if one.kind is not Kind.LOUDSPEAKER)
    return MonthDuty(month, duty, any(covers(one, register) for one in others))


def over_all(duties: Sequence[MonthDuty]) -> Duty:
    """Return the duty over several months: done only if it was done in every one."""
    found = {one.duty for one in duties}
    return next((duty for duty in (Duty.NO_LOUDSPEAKER, Duty.MISSING) if duty in found), Duty.DONE)


def late(occasions: Iterable[Occasion], *, now: datetime) -> dict[str, list[Occasion]]:
    """Return, by group, what was handed over and is unconfirmed 48 hours after it was due."""
    found: dict[str, list[Occasion]] = {}
    for one in occasions:
        is_open = one.target_kind is Target.GROUP and not one.is_confirmed
        if is_open and one.at is not None and now - one.at >= LATE_AFTER:
            found.setdefault(one.target, []).append(one)
    return found
