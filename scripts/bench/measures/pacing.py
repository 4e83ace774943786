"""Many bots, each at its limit, served by several workers of which one is killed."""

from bisect import bisect_left
from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rows import Row, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store
from scripts.bench.sinks import beside

BOTS, PER_SECOND, WORKERS = 34, 15, 3
LEAST = 0.98
# Until every bot has proved itself with its first messages.
WARM_UP = 2.0  # seconds


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with the limit that is configured, second by second."""
    span = WARM_UP + scale.paced_seconds
    with beside.http() as sink:
        [found] = processes.run(
            "drain",
            {
                "sizes": [round(BOTS * PER_SECOND * (span + 4))],
                "bots": BOTS,
                "workers": WORKERS,
                "per_second": PER_SECOND,
                "kill_after": span / 2,
                "stop_after": span + 1,
                "patience": span + scale.patience,
            },
            env={**stores[0].env, "ZALO_BOT_BASE_URL": sink.url, "ZALO_CHAT_SECONDS": "0"},
            patience=span + 3 * scale.patience,
        )
        arrivals = sink.arrivals()
    begun = found["begun"] + WARM_UP
    rate = _between(arrivals, begun, begun + scale.paced_seconds) / scale.paced_seconds
    fullest = max((_fullest_second(times) for times in arrivals.values()), default=0)
    ratio = rate / (BOTS * PER_SECOND)
    yield Row(
        f"{BOTS} bots at {PER_SECOND}/s, {WORKERS} workers, one killed",
        f"{rate:.0f}/s",
        f"the configured limit: {BOTS * PER_SECOND}/s",
        rounded(ratio),
        f"≥ {LEAST} ×, no second above {PER_SECOND}",
        ratio >= LEAST and fullest <= PER_SECOND,
        more={"fullest_second_of_a_bot": fullest, "seconds": scale.paced_seconds},
    )


def _between(arrivals: dict[str, list[float]], first: float, last: float) -> int:
    return sum(first <= moment < last for times in arrivals.values() for moment in times)


def _fullest_second(times: list[float]) -> int:
    """Return the most messages of one bot within any one second."""
    return max(bisect_left(times, start + 1) - number for number, start in enumerate(times))
