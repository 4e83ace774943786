"""Groups by state as one bar of squares: drawn on the server, readable without colour."""

from dataclasses import dataclass

from outreach.reach.reporting import Report

SQUARE, GAP, COLUMNS = 22, 4, 24


@dataclass(frozen=True, slots=True)
class Cell:
    """One group: where its square stands, and what it means."""

    x: int
    y: int
    name: str
    is_confirmed: bool
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of all groups with its size in pixels."""

    width: int
    height: int
    cells: tuple[Cell, ...]


def bars(report: Report) -> Bars:
    """Return a square for each group, in the order of the register."""
    step = SQUARE + GAP
    cells = tuple(
        Cell(
            x=(number % COLUMNS) * step,
            y=(number // COLUMNS) * step,
            name=group.name,
            is_confirmed=group.name in report.confirmed_names,
            is_delivered=group.name in report.delivered_names,
        )
        for number, group in enumerate(report.groups)
    )
    rows = -(-len(cells) // COLUMNS)
    return Bars(min(len(cells), COLUMNS) * step, rows * step, cells)
