"""A figure that knows its level, so that nobody can add a dispatch to a reading (§2, §12)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Self


class Rung(IntEnum):
    """The five levels of the ladder: printed side by side, never added."""

    POTENTIAL = 1
    DELIVERED = 2
    CONFIRMED = 3
    INTERACTION = 4
    REMEMBERED = 5


class Quality(StrEnum):
    """How a figure came about."""

    COUNTED = "counted"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it counts (``code``, such as "zalo" or "lan_phat"), how, at which level.

    ``groups`` is the number of groups it stands on, ``unknown`` the number of groups that it
    would have stood on if their register were known. Only the same figure of another group or
    ward can be added to it; anything else raises ``TypeError``.
    """

    code: str
    rung: Rung
    value: Decimal
    quality: Quality = Quality.COUNTED
    groups: int = 0
    unknown: int = 0

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, Figure):
            raise TypeError(f"a figure of {self.code} cannot be added to a bare number")
        mine = (self.code, self.rung, self.quality)
        if mine != (other.code, other.rung, other.quality):
            raise TypeError(f"{self.code} at {self.rung.name} is not {other.code}")
        return replace(
            self,
            value=self.value + other.value,
            groups=self.groups + other.groups,
            unknown=self.unknown + other.unknown,
        )

    def __radd__(self, other: int) -> Self:
        """Let ``sum`` start from its 0, and from nothing else."""
        if isinstance(other, int) and other == 0:
            return self
        raise TypeError(f"a figure of {self.code} cannot be added to a bare number")
