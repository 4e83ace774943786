"""What a family of identifiers is, and what is told of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

# What may stand between two digits of one number.
GAP = r"[ .\-_()]{0,3}"


def always(text: str, found: re.Match[str]) -> bool:
    """Take every match."""
    return True


@dataclass(frozen=True, slots=True)
class Family:
    """A family of identifiers: its rule, its pattern, what the officer is told.

    The first group that matched is the identifier. ``needs`` are characters or words of which the
    text must have one; ``accepts`` looks at the words around the match in the same text.
    """

    rule: str
    pattern: re.Pattern[str]
    message: str
    needs: tuple[str, ...] = ()
    accepts: Callable[[str, re.Match[str]], bool] = always


def is_series(words: str) -> bool:
    """Whether ``words`` merely count on: "07 - 08 - 09 - 10 - 11" are months, no number."""
    parts = re.findall(r"\d+", words)
    steps = {int(after) - int(before) for before, after in pairwise(parts)}
    return {len(part) for part in parts} == {2} and len(steps) == 1
