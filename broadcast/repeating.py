"""The same wish on many days: an answer for each date."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from broadcast import booking, slots, wishes
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing
from broadcast.wishes import Wish
from campaigns import planning


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one date of a repeated wish."""

    day: date
    airing: Airing | None
    reasons: tuple[slots.Reason, ...] = ()
    problem: str = ""

    @property
    def sentence(self) -> str:
        """Everything that spoke against the date; only warnings where it was booked."""
        is_booked = self.airing is not None
        said = [one.sentence for one in self.reasons if one.is_block is not is_booked]
        return self.problem or " ".join(said)


def days_between(
    first: date,
    last: date,
    *,
    weekdays: frozenset[int],
    days_of_month: frozenset[int] = frozenset(),
) -> list[date]:
    """Return the days of these weekdays (Monday = 1) and days of the month, both ends included.

    None named means all of them.
    """
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        day
        for day in every
        if (not weekdays or day.isoweekday() in weekdays)
        and (not days_of_month or day.day in days_of_month)
    ]


def book_days(
    wish: Wish,
    *,
    days: list[date],
    at: time,
    by: Any,
    now: datetime,
    override: booking.Override | None = None,
) -> list[Answer]:
    """Book ``wish`` at the same time of each day, as far as it fits; answer for every one."""
    answers = []
    for day in days:
        start = timezone.make_aware(datetime.combine(day, at))
        said = tuple(wishes.why_not(wish, starts_at=start, now=now))
        try:
            row = booking.book(wish, starts_at=start, by=by, now=now, override=override)
        except booking.RefusedError as refused:
            answers.append(Answer(day, None, tuple(refused.reasons)))
        except (NotPossibleError, planning.NotPossibleError) as error:
            answers.append(Answer(day, None, problem=str(error)))
        else:
            answers.append(Answer(day, row, said))
    return answers


def summary(answers: list[Answer]) -> str:
    """Say it in one line: "12 ngày xếp được, 2 ngày không"."""
    refused = [answer for answer in answers if answer.airing is None]
    words = f"{len(answers) - len(refused)} ngày xếp được"
    return f"{words}, {len(refused)} ngày không" if refused else words
