"""How long an officer waits for the admin's pages while a large occurrence goes out."""

import statistics
from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rates import BOTS
from scripts.bench.rows import Row, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store
from scripts.bench.sinks import beside

MOST_MS = 500


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with the same pages while nothing is sent."""
    with beside.http() as sink:
        found = processes.run(
            "admin",
            {
                "deliveries": scale.read_during,
                "bots": BOTS,
                "rounds": scale.reads,
                "patience": scale.patience,
            },
            env={**stores[0].env, "ZALO_BOT_BASE_URL": sink.url},
            patience=3 * scale.patience,
        )
    busy, quiet = found["busy"], found["quiet"]
    mine, before = _all(busy), _all(quiet)
    slowest = max(busy, key=lambda name: p95(busy[name]))
    yield Row(
        f"admin pages while {scale.read_during:,} are sent",
        f"p50 {statistics.median(mine):.0f} ms, p95 {p95(mine):.0f} ms",
        f"nothing is sent: p50 {statistics.median(before):.0f} ms, p95 {p95(before):.0f} ms",
        rounded(p95(mine) / p95(before)),
        f"p95 ≤ {MOST_MS} ms",
        p95(mine) <= MOST_MS,
        more={
            "requests": len(mine),
            "slowest_page": slowest,
            "slowest_p95_ms": round(p95(busy[slowest])),
            "p95_ms_of_each": {name: round(p95(times)) for name, times in busy.items()},
            "p95_ms_of_each_quiet": {name: round(p95(times)) for name, times in quiet.items()},
            "worker_peak_mb": round(found["worker"]["peak_mb"]),
            "worker_seconds": round(found["worker"]["ended"] - found["worker"]["begun"], 1),
        },
    )


def p95(times: list[float]) -> float:
    """Return the time that 95 of 100 answers did not exceed (the nearest rank)."""
    return sorted(times)[-(-95 * len(times) // 100) - 1]


def _all(times: dict[str, list[float]]) -> list[float]:
    return [one for each in times.values() for one in each]
