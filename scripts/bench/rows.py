"""One figure, its peer and its goal: a JSON line while measuring, a row of the table at the end."""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured. ``goal`` is in words; ``met`` is ``None`` where there is none.

    ``exponent`` says how the cost grows with the work: 0 not at all, 1 in step with it.
    """

    what: str
    figure: str
    peer: str
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    exponent: float | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the row as one line."""
        fields = asdict(self)
        return json.dumps({**fields.pop("more"), **fields}, ensure_ascii=False)


def exponent(small: float, large: float, *, times: float = 10) -> float | None:
    """Return e where a cost grew from ``small`` to ``large`` as the work grew ``times``-fold."""
    if small <= 0 or large <= 0:
        return None
    return round(math.log(large / small, times), 2)


def rounded(value: float) -> float:
    """Keep three significant digits."""
    return float(f"{value:.3g}")


def table(rows: Iterable[Row]) -> str:
    """Return the rows below each other, with what they are compared to."""
    lines = [("what", "figure", "against", "ratio", "goal", "met", "exponent")]
    for row in rows:
        met = "" if row.met is None else ("yes" if row.met else "NO")
        numbers = ("" if n is None else f"{n:g}" for n in (row.ratio, row.exponent))
        ratio, grows = numbers
        lines.append((row.what, row.figure, row.peer, ratio, row.goal, met, grows))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
