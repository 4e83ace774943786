"""How long an urgent message waits behind somebody else's push."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rates import BOTS
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store
from scripts.bench.sinks import beside

TOKENS = ["998:urgent", "999:urgent"]
MOST_SECONDS = 5


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with the same message behind a tenth of the push."""
    with beside.http() as sink:
        found = processes.run(
            "urgent",
            {
                "sizes": [scale.pushed // 10, scale.pushed],
                "tokens": [f"{number + 1}:bench" for number in range(BOTS)],
                "urgent": TOKENS,
                "patience": scale.patience,
            },
            env={**stores[0].env, "ZALO_BOT_BASE_URL": sink.url},
            patience=3 * scale.patience,
        )
        arrivals = sink.arrivals()
    small, large = (
        arrivals[token][0] - one["written"] for token, one in zip(TOKENS, found, strict=True)
    )
    yield Row(
        f"urgent message during a push of {scale.pushed:,}",
        f"{large:.2f} s",
        f"during a tenth of it: {small:.2f} s",
        rounded(large / small),
        f"≤ {MOST_SECONDS} s",
        large <= MOST_SECONDS,
        exponent(small, large),
        {"still_waiting_of_the_push": found[-1]["waiting"]},
    )
