"""Publishing small counts without betraying single openings (reach.md §7), k = 10.

Complementary suppression hides totals, never further leaves, so nothing published earlier has to
be taken back. Each hidden leaf can still take every value 0…k-1, also for a reader who knows this
algorithm: a test tries every small table.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = 10
Leaf = TypeVar("Leaf", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as published: exact, or the least that is certain."""

    value: int
    is_least: bool = False

    def __str__(self) -> str:
        number = f"{self.value:,}".replace(",", ".")
        if not self.is_least:
            return number
        return f"ít nhất {number}" if self.value else "chưa đủ để công bố"


@dataclass(frozen=True, slots=True)
class Month(Generic[Leaf]):
    """One closed month of one ward and one event, as anybody may read it.

    ``leaves`` holds None where a leaf is hidden ("0–9"): zero and 1 to k-1 look alike.
    """

    leaves: Mapping[Leaf, int | None]
    total: Printed
    k: int

    def leaf(self, leaf: Leaf) -> str:
        """Return the words that stand for one leaf."""
        shown = self.leaves[leaf]
        return f"0–{self.k - 1}" if shown is None else str(Printed(shown))

    def subtotal(self, belongs: Callable[[Leaf], bool]) -> Printed:
        """Return the sum of some leaves; hidden values never enter it."""
        found = [shown for leaf, shown in self.leaves.items() if belongs(leaf)]
        known = sum(shown for shown in found if shown is not None)
        return Printed(known, is_least=None in found)


def publish(counts: Mapping[Leaf, int], *, k: int = K) -> Month[Leaf]:
    """Return what may be seen of a closed month.

    ``counts`` holds every leaf that could have been counted, those with 0 included: a leaf left
    out because nobody opened it would betray the others.
    """
    leaves = {leaf: count if count >= k else None for leaf, count in counts.items()}
    hidden = [count for count in counts.values() if count < k]
    return Month(leaves, _total(counts.values(), hidden, k=k), k)


def _total(counts: Iterable[int], hidden: list[int], *, k: int) -> Printed:
    """Return the true total only where every hidden leaf keeps all its k values."""
    total, unseen = sum(counts), sum(hidden)
    if not hidden or k <= unseen <= (k - 1) * (len(hidden) - 1):
        return Printed(total)
    return Printed(total - unseen, is_least=True)


def added(figures: Iterable[Printed]) -> Printed:
    """Return a longer period or several wards: the sum of what is printed, and never more."""
    found = list(figures)
    return Printed(sum(one.value for one in found), any(one.is_least for one in found))
