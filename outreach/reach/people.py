"""People without double counting: from LOW to MID, and never one number (reach.md §3.3–3.5)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach.reach.values import FIXED, GroupRegister, Occasion, audience

THREE_TIMES, TWO_DAYS = 3, 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """Persons who had the chance to hear or see; truth lies between ``low`` and ``mid``."""

    low: float
    mid: float
    high: float

    def __str__(self) -> str:
        low, mid = math.floor(self.low + 1e-9), math.floor(self.mid + 0.5)
        return f"từ {_dots(low)} đến {_dots(mid)} người có cơ hội nghe hoặc xem"


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def of_group(register: GroupRegister, confirmed: Sequence[Occasion]) -> Estimate | None:
    """Return the estimate for one group from its confirmed occasions; None if P is unknown."""
    persons = register.persons
    if persons is None:
        return None
    if not persons:
        return Estimate(0.0, 0.0, 0.0)
    best: dict[str, float] = {}
    summed: dict[str, float] = {}
    for occasion in sorted(confirmed, key=lambda one: one.key):
        reached = audience(occasion, register)
        if reached is None or not occasion.medium:
            continue
        share, medium = reached / persons, occasion.medium
        best[medium] = max(best.get(medium, 0.0), share)
        summed[medium] = summed.get(medium, 0.0) + share
    fixed = set(FIXED.values())
    high = math.fsum(best[m] if m in fixed else summed[m] for m in sorted(best))
    missed = math.prod(1 - best[medium] for medium in sorted(best))
    low, mid = persons * max(best.values(), default=0.0), persons * (1 - missed)
    mid = min(max(mid, low), persons)
    return Estimate(low, mid, max(mid, min(persons, persons * high)))


def of_ward(estimates: Iterable[Estimate | None]) -> Estimate:
    """Return the sum over disjoint groups; groups without a known P add nothing."""
    known = [estimate for estimate in estimates if estimate is not None]
    return Estimate(
        math.fsum(e.low for e in known),
        math.fsum(e.mid for e in known),
        math.fsum(e.high for e in known),
    )


def contacts(pairs: Iterable[tuple[Occasion, GroupRegister]]) -> float:
    """Return GI: insertions × audience, "lượt cơ hội nghe, xem"; never called lượt người."""
    found = ((one.insertions, audience(one, register)) for one, register in pairs)
    return math.fsum(count * reached for count, reached in found if reached)


def has_three(register: GroupRegister, confirmed: Sequence[Occasion]) -> bool:
    """Whether the group had ≥ 3 confirmed insertions with an audience, on ≥ 2 days (§3.5)."""
    heard = [one for one in confirmed if one.medium and audience(one, register) != 0]
    total = sum(one.insertions for one in heard)
    return total >= THREE_TIMES and len({one.day for one in heard}) >= TWO_DAYS
