"""The same wish on many days: an answer for each date."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from broadcast import booking, slots
from broadcast.models import Airing
from broadcast.wishes import Wish


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one date of a repeated wish."""

    day: date
    airing: Airing | None
    reasons: tuple[slots.Reason, ...] = ()

    @property
    def sentence(self) -> str:
        """Everything that spoke against the date."""
        return " ".join(reason.sentence for reason in self.reasons if reason.is_block)


def days_between(first: date, last: date, *, weekdays: frozenset[int]) -> list[date]:
    """Return the days of these weekdays (Monday = 1; none named means all), both ends included."""
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in every if not weekdays or day.isoweekday() in weekdays]


def book_days(wish: Wish, *, days: list[date], at: time, by: Any, now: datetime) -> list[Answer]:
    """Book ``wish`` at the same time of each day, as far as it fits; answer for every one."""
    answers = []
    for day in days:
        start = timezone.make_aware(datetime.combine(day, at))
        try:
            answers.append(Answer(day, booking.book(wish, starts_at=start, by=by, now=now)))
        except booking.RefusedError as refused:
            answers.append(Answer(day, None, tuple(refused.reasons)))
    return answers


def summary(answers: list[Answer]) -> str:
    """Say it in one line: "12 ngày xếp được, 2 ngày không"."""
    refused = [answer for answer in answers if answer.airing is None]
    words = f"{len(answers) - len(refused)} ngày xếp được"
    return f"{words}, {len(refused)} ngày không" if refused else words
