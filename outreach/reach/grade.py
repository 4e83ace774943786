"""How good the data under a report are: a letter and the three shares behind it (§3.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach.reach.values import GroupRegister, Occasion

# Proofs that do not rest on somebody's word alone.
STRONG = frozenset({"play_log", "head_count", "tally", "photo"})


@dataclass(frozen=True, slots=True)
class Part:
    """``part`` out of ``whole``; no share where there is nothing to divide by."""

    part: int
    whole: int

    def is_at_least(self, percent: int) -> bool:
        """Whether the share is known and reaches ``percent``."""
        return self.whole > 0 and 100 * self.part >= percent * self.whole


@dataclass(frozen=True, slots=True)
class Grade:
    """Groups with a current register, confirmed occasions with strong proof, checks carried out."""

    register: Part
    proof: Part
    checks: Part

    @property
    def letter(self) -> str:
        """Return A from 80 %, B from 50 %, else C; a share that nobody knows reaches nothing."""
        for letter, percent in (("A", 80), ("B", 50)):
            if all(p.is_at_least(percent) for p in (self.register, self.proof, self.checks)):
                return letter
        return "C"


def grade(
    groups: Sequence[GroupRegister], confirmed: Iterable[Occasion], *, checks: Part | None = None
) -> Grade:
    """Return the grade; ``checks`` are the spot checks carried out among those drawn."""
    proofs = [one.proof in STRONG for one in confirmed]
    return Grade(
        Part(sum(group.is_current for group in groups), len(groups)),
        Part(sum(proofs), len(proofs)),
        checks or Part(0, 0),
    )
