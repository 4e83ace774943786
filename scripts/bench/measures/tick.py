"""The scheduler's pass when nothing is due."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store

MOST_MS = 20
# What the history may add to a pass: an exponent of 0.1 is a quarter more for ten times as much.
FLAT = 0.1


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with the same pass beside a tenth of the history."""
    found = processes.run(
        "tick",
        {
            "items": scale.items,
            "histories": [scale.history // 10, scale.history],
            "rounds": 2 * scale.rounds + 1,
        },
        env=stores[0].env,
        patience=scale.patience,
    )
    small, large = found["ms"]
    grows = exponent(small, large)
    yield Row(
        f"tick, nothing due, {scale.items:,} items, {scale.history:,} past deliveries",
        f"{large:.1f} ms of SQL",
        f"a tenth of the history: {small:.1f} ms",
        rounded(large / small),
        f"≤ {MOST_MS} ms, constant",
        large <= MOST_MS and (grows or 0) <= FLAT,
        grows,
        {"statements": found["statements"][-1]},
    )
