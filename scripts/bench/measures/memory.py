"""What a worker holds while it drains a large occurrence."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rates import BOTS
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store
from scripts.bench.sinks import beside

MOST_MB = 300
# The last tenth of the way may hold this much more than the second.
FLAT = 1.1


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare its end with its beginning, and with a tenth of the rows."""
    with beside.http() as sink:
        small, large = processes.run(
            "drain",
            {
                "sizes": [scale.in_memory // 10, scale.in_memory],
                "bots": BOTS,
                "workers": 1,
                "patience": scale.patience,
            },
            env={**stores[0].env, "ZALO_BOT_BASE_URL": sink.url},
            patience=3 * scale.patience,
        )
    seen = [size for size in large["memory_mb"] if size]
    tenth = max(1, len(seen) // 10)
    early, late = max(seen[tenth : 2 * tenth] or seen), max(seen[-tenth:])
    peak = large["peak_mb"]
    yield Row(
        f"memory of a worker, {scale.in_memory:,} deliveries",
        f"{peak:.0f} MB",
        f"its second tenth of the way: {early:.0f} MB",
        rounded(late / early),
        f"≤ {MOST_MB} MB, flat",
        peak <= MOST_MB and late / early <= FLAT,
        exponent(small["peak_mb"], peak),
        {"peak_mb_of_a_tenth": round(small["peak_mb"])},
    )
