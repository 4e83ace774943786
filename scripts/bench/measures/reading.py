"""Reading a script aloud."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store

GOAL = 2_000  # lines a second on one core


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with lower-casing and splitting the same text."""
    arguments = {"rounds": scale.rounds}
    found = processes.run("reading", arguments, env=stores[1].env, patience=scale.patience)
    rate = found["lines"] * 10 / found["ten_times"]
    yield Row(
        "reading aloud",
        f"{rate:,.0f} lines/s",
        "splitting the lines into words",
        rounded(found["ten_times"] / found["split"]),
        f"≥ {GOAL:,} lines/s",
        rate >= GOAL,
        exponent(found["once"], found["ten_times"]),
    )
