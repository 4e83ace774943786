"""The monthly duty: how often each group has heard it, which months were missed, by name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from broadcast.models import Airing, MonthlyDuty
from outreach.models import ResidentialGroup, Ward

MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one group: confirmed airings against what the duty asks."""

    first: date
    count: int
    needed: int
    has_loudspeaker: bool
    days_left: int

    @property
    def is_met(self) -> bool:
        return self.has_loudspeaker and self.count >= self.needed

    @property
    def is_missed(self) -> bool:
        """Whether the month is over without what it asked for; no loudspeaker is no cover."""
        return not self.is_met and self.days_left < 0

    @property
    def words(self) -> str:
        """What the board says: đủ, chưa, không có loa."""
        if not self.has_loudspeaker:
            return "không có loa"
        if self.is_met:
            return "đủ"
        if self.days_left < 0:
            return "thiếu"
        return f"chưa, còn {self.days_left} ngày"


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its months, the newest last."""

    group: ResidentialGroup
    months: tuple[Month, ...]

    @property
    def missed(self) -> str:
        """The months missed, by name: "tháng 8, 10"; "" when there are none."""
        names = [str(month.first.month) for month in self.months if month.is_missed]
        return f"tháng {', '.join(names)}" if names else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The ward's board; ``times`` and ``minutes`` are those of the month shown last."""

    duty: MonthlyDuty
    lines: tuple[Line, ...]
    times: int
    minutes: int

    @property
    def met(self) -> int:
        """How many groups have what the current month asks."""
        return sum(line.months[-1].is_met for line in self.lines)

    @property
    def open(self) -> int:
        """How many groups with a loudspeaker still lack what the current month asks."""
        return sum(
            line.months[-1].has_loudspeaker and not line.months[-1].is_met for line in self.lines
        )


def board(ward: Ward, *, today: date) -> Board | None:
    """Return the board of the last months; None where no duty is in force."""
    duty = MonthlyDuty.of_ward(ward, day=today)
    if duty is None:
        return None
    firsts = _months(today, since=duty.valid_from)
    groups = ResidentialGroup.objects.filter(ward=ward, valid_to=None).order_by("position", "name")
    heard = set(groups.filter(loudspeakers__isnull=False).values_list("pk", flat=True))
    counts = {first: _counts(ward, first) for first in firsts}
    lines = tuple(
        Line(
            group,
            tuple(
                Month(
                    first,
                    counts[first].get(group.pk, 0),
                    duty.min_airings,
                    group.pk in heard,
                    (_end(first) - today).days,
                )
                for first in firsts
            ),
        )
        for group in groups
    )
    times, minutes = tally(ward, first=firsts[-1])
    return Board(duty, lines, times, minutes)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is still to be aired this month, while there is time to."""

    count: int
    text: str
    is_urgent: bool


def reminder(board: Board | None, *, today: date) -> Reminder | None:
    """Return what to call for from the first reminder day on; None while nothing is missing."""
    days = sorted(int(day) for day in settings.LANTOA_DUTY_REMINDER_DAYS.split(","))
    if board is None or today.day < days[0] or not board.open:
        return None
    left = (_end(today.replace(day=1)) - today).days
    when = f"còn {left} ngày" if left else "hôm nay là ngày cuối"
    text = f"tổ chưa đủ chỉ tiêu phát thanh tháng {today.month}, {when}"
    return Reminder(board.open, text, today.day >= days[-1])


def tally(ward: Ward, *, first: date) -> tuple[int, int]:
    """Return lần phát (whole airings) and phút phát (minutes, parts included) of a month."""
    rows = Airing.objects.filter(ward=ward, starts_at__range=_span(first))
    times = rows.filter(state=Airing.State.CONFIRMED).count()
    counted = rows.filter(state__in=[Airing.State.CONFIRMED, Airing.State.PARTIAL])
    seconds = sum(
        row.seconds if row.played_seconds is None else row.played_seconds for row in counted
    )
    return times, round(seconds / 60)


def _counts(ward: Ward, first: date) -> dict[int, int]:
    rows = Airing.objects.filter(
        ward=ward, state=Airing.State.CONFIRMED, starts_at__range=_span(first)
    )
    per_group = rows.order_by().values_list("loudspeaker__groups").annotate(Count("pk"))
    return {group: count for group, count in per_group if group is not None}


def _months(today: date, *, since: date) -> list[date]:
    firsts = [today.replace(day=1)]
    while len(firsts) < MONTHS_SHOWN and firsts[0] > since:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    return firsts


def _end(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _span(first: date) -> tuple[datetime, datetime]:
    start = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(_end(first), datetime.max.time()))
    return start, end
