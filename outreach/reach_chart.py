"""Groups by weeks (months, in a long period) as squares: drawn on the server, read by shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.reach.coverage import covers
from outreach.reach.duty import months
from outreach.reach.reporting import by_group
from outreach.reach.values import GroupRegister, Occasion

STEP, NAME, HEAD = 28, 104, 22
COLUMN = 36
WEEKS_UP_TO = timedelta(days=100)
LONGEST_NAME = 15


class Mark(StrEnum):
    """What a group had in a week, as the picture and its table say it."""

    SURE = "đã xác nhận"
    PARTLY = "có hoạt động, chưa phủ cả tổ"
    GIVEN = "đã giao, chờ xác nhận"
    NONE = "chưa có"
    AHEAD = "chưa đến"

    @property
    def css(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Cell:
    """One square: its top left corner in pixels, and what it means."""

    x: int
    y: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """One group from left to right; ``text_y`` is the foot of its name in pixels."""

    name: str
    short: str
    text_y: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture with its size in pixels; ``heads`` are (x, words) of the columns."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    is_weekly: bool


def strip(
    groups: Sequence[GroupRegister],
    occasions: Sequence[Occasion],
    *,
    first: date,
    last: date,
    today: date,
) -> Strip:
    """Return a line for each group, in the order of the register, a square for each week."""
    is_weekly = last - first <= WEEKS_UP_TO
    starts = _weeks(first, last) if is_weekly else list(months(first, last))
    mine = by_group(groups, occasions)
    heads = [(start if start > first else first) for start in starts]
    shown = "%d/%m" if is_weekly else "%m/%y"
    return Strip(
        width=NAME + COLUMN * len(starts),
        height=HEAD + STEP * len(groups) + 4,
        heads=tuple((NAME + COLUMN * n, f"{day:{shown}}") for n, day in enumerate(heads)),
        lines=tuple(
            _line(group, row, _split(mine, group, starts), starts, today)
            for row, group in enumerate(groups)
        ),
        is_weekly=is_weekly,
    )


def _weeks(first: date, last: date) -> list[date]:
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1)]


def _split(
    mine: Mapping[str, Sequence[Occasion]], group: GroupRegister, starts: Sequence[date]
) -> list[list[Occasion]]:
    """Return the group's occasions of each week or month."""
    borders = [*starts[1:], date.max]
    return [
        [one for one in mine[group.key] if start <= one.day < end and one.insertions >= 1]
        for start, end in zip(starts, borders, strict=True)
    ]


def _line(
    group: GroupRegister,
    row: int,
    parts: Sequence[Sequence[Occasion]],
    starts: Sequence[date],
    today: date,
) -> Line:
    top = HEAD + STEP * row
    cells = tuple(
        Cell(NAME + COLUMN * n + 4, top, _mark(group, part, is_ahead=start > today))
        for n, (part, start) in enumerate(zip(parts, starts, strict=True))
    )
    is_long = len(group.name) > LONGEST_NAME
    short = group.name[: LONGEST_NAME - 1].rstrip() + "…" if is_long else group.name
    return Line(group.name, short, top + 16, cells)


def _mark(group: GroupRegister, part: Sequence[Occasion], *, is_ahead: bool) -> Mark:
    if any(one.is_confirmed and covers(one, group) for one in part):
        return Mark.SURE
    if any(not one.is_confirmed for one in part):
        return Mark.GIVEN
    if part:
        return Mark.PARTLY
    return Mark.AHEAD if is_ahead else Mark.NONE
