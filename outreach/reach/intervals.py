"""Intervals for shares (reach.md §3.9, §3.10). Sources: Wilson 1927; Newcombe 1998, method 10."""

import math

Z95 = 1.959963984540054


def wilson(k: int, n: int) -> tuple[float, float] | None:
    """Return the 95 % interval of the share k/n, inside [0, 1]; None for n = 0."""
    if n == 0:
        return None
    p, z2 = k / n, Z95 * Z95
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, min(centre - half, p)), min(1.0, max(centre + half, p))


def newcombe(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float, float] | None:
    """Return p₂ - p₁ of independent shares with its 95 % bounds; None without both samples."""
    first, second = wilson(k1, n1), wilson(k2, n2)
    if first is None or second is None:
        return None
    p1, p2 = k1 / n1, k2 / n2
    delta = p2 - p1
    low = delta - math.hypot(p2 - second[0], first[1] - p1)
    high = delta + math.hypot(second[1] - p2, p1 - first[0])
    return delta, low, high
