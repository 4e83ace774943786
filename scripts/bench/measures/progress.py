"""How an occurrence stands, asked while it runs."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rates import BOTS
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store
from scripts.bench.sinks import beside

MOST_MS = 5


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with counting the rows."""
    store = stores[0]
    with beside.http() as sink:
        found = processes.run(
            "progress",
            {
                "sizes": [scale.fanned_out // 10, scale.fanned_out],
                "bots": BOTS,
                "seconds": 2 if scale.is_full else 0.2,
            },
            env={**store.env, "ZALO_BOT_BASE_URL": sink.url},
            patience=2 * scale.patience,
        )
    what = f"progress poll, {scale.fanned_out:,} rows, {store.name}"
    if not found:
        yield Row(what, "skipped", "broadcast.tallies.progress is not there yet")
        return
    small, large = found
    yield Row(
        what,
        f"{large['ours']:.2f} ms of SQL",
        f"counting rows: {large['naive']:.2f} ms",
        rounded(large["naive"] / large["ours"]),
        f"≤ {MOST_MS} ms",
        large["ours"] <= MOST_MS,
        exponent(small["ours"], large["ours"]),
        {"statements": large["statements"]},
    )
