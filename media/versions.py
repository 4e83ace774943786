"""One script, three lengths: what is always said, then what fits (loudspeaker.md §4). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from media import timing


class Version(StrEnum):
    """Phiên bản of a script, by the time it may take."""

    SHORT = "ngan"
    MEDIUM = "vua"
    FULL = "day_du"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return {"ngan": "Ngắn", "vua": "Vừa", "day_du": "Đầy đủ"}[self.value]

    @property
    def seconds(self) -> int:
        """The longest that this version may take."""
        return {"ngan": 45, "vua": 90, "day_du": 180}[self.value]


class Priority(IntEnum):
    """How much a paragraph is needed."""

    ALWAYS = 1
    SHOULD = 2
    EXTRA = 3


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: ``spoken`` is what is timed, ``written`` what the officer typed."""

    written: str
    spoken: str
    priority: Priority = Priority.ALWAYS


@dataclass(frozen=True, slots=True)
class Fitted:
    """The blocks of one version in the writer's order, and how long they take."""

    blocks: tuple[Block, ...]
    seconds: float
    limit: int

    @property
    def spoken(self) -> str:
        """The spoken text, a paragraph a line."""
        return "\n".join(block.spoken for block in self.blocks)

    @property
    def is_too_long(self) -> bool:
        """Whether even what is always said does not fit."""
        return self.seconds > self.limit

    def excess(self, *, rate: int) -> tuple[int, int]:
        """Return how many seconds and about how many syllables are too many, rounded up."""
        over = max(0.0, self.seconds - self.limit)
        return -int(-over // 1), -int(-over * rate / 60 // 1)


def fit(blocks: Sequence[Block], *, seconds: int, rate: int) -> Fitted:
    """Choose the blocks for a slot of ``seconds`` at ``rate`` syllables a minute.

    Everything with priority ``ALWAYS`` is kept; then the others, in order of priority and within
    it in the writer's order, each only if it fits whole. Nothing is cut or reworded.
    """
    chosen = {at for at, block in enumerate(blocks) if block.priority is Priority.ALWAYS}
    optional = [at for at in range(len(blocks)) if at not in chosen]
    for at in sorted(optional, key=lambda at: (blocks[at].priority, at)):
        if _seconds(blocks, chosen | {at}, rate) <= seconds:
            chosen.add(at)
    kept = tuple(blocks[at] for at in sorted(chosen))
    return Fitted(kept, _seconds(blocks, chosen, rate), seconds)


def _seconds(blocks: Sequence[Block], chosen: set[int], rate: int) -> float:
    return timing.seconds("\n".join(blocks[at].spoken for at in sorted(chosen)), rate=rate)
