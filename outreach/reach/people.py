"""People without double counting: from LOW to MID, and never one number (reach.md §3.3–3.5)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from outreach.reach.values import FIXED, GroupRegister, Medium, Occasion, audience

THREE_TIMES, TWO_DAYS = 3, 2
# What binary fractions may be off by, so that 540 persons never print as 539.
DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """Persons who had the chance to hear or see; truth lies between ``low`` and ``mid``."""

    low: float
    mid: float
    high: float

    @property
    def bounds(self) -> tuple[int, int]:
        """Return what is printed: LOW rounded down, MID to the nearest."""
        return math.floor(self.low + DUST), math.floor(self.mid + 0.5 + DUST)

    @property
    def most(self) -> int:
        """Return HIGH rounded up, for the annex on method only."""
        return math.ceil(self.high - DUST)

    def __str__(self) -> str:
        low, mid = self.bounds
        return f"từ {dots(low)} đến {dots(mid)} người có cơ hội nghe hoặc xem"


def dots(number: int) -> str:
    """Return a whole number as it is written in Vietnamese: 1.449."""
    return f"{number:,}".replace(",", ".")


def of_group(register: GroupRegister, confirmed: Sequence[Occasion]) -> Estimate | None:
    """Return the estimate for one group from its confirmed occasions; None if P is unknown."""
    persons = register.persons
    if persons is None:
        return None
    best: dict[Medium, Decimal] = {}
    summed: dict[Medium, Decimal] = {}
    for occasion in confirmed:
        heard, medium = audience(occasion, register), occasion.medium
        if heard is None or medium is None or occasion.insertions < 1:
            continue
        best[medium] = max(best.get(medium, Decimal(0)), heard)
        summed[medium] = summed.get(medium, Decimal(0)) + heard
    if not persons or not best:
        return Estimate(0.0, 0.0, 0.0)
    low = float(max(best.values()))
    missed = math.prod(1 - float(best[medium]) / persons for medium in sorted(best))
    mid = min(max(persons * (1 - missed), low), float(persons))
    most = float(sum(best[m] if m in FIXED else summed[m] for m in best))
    return Estimate(low, mid, max(mid, min(float(persons), most)))


def added(estimates: Iterable[Estimate | None]) -> Estimate:
    """Return the sum over disjoint groups, or wards; what is unknown adds nothing."""
    known = [estimate for estimate in estimates if estimate is not None]
    return Estimate(
        math.fsum(e.low for e in known),
        math.fsum(e.mid for e in known),
        math.fsum(e.high for e in known),
    )


def contacts(register: GroupRegister, confirmed: Sequence[Occasion]) -> Decimal:
    """Return GI of a group: insertions × audience, "lượt cơ hội nghe, xem"; no lượt người."""
    return sum(
        (one.insertions * (audience(one, register) or Decimal(0)) for one in confirmed),
        start=Decimal(0),
    )


def has_three(register: GroupRegister, confirmed: Sequence[Occasion]) -> bool:
    """Whether the group had ≥ 3 confirmed insertions with an audience, on ≥ 2 days (§3.5).

    An audience that the register does not know is still an audience.
    """
    heard = [one for one in confirmed if one.medium and audience(one, register) != 0]
    heard = [one for one in heard if one.insertions >= 1]
    total = sum(one.insertions for one in heard)
    return total >= THREE_TIMES and len({one.day for one in heard}) >= TWO_DAYS
