"""Making a recording ready for the loudspeakers."""

from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store

GOAL = 10  # seconds for a minute of speech


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare with ffmpeg encoding the same file once."""
    length = scale.speech_seconds
    found = processes.run(
        "mastering",
        {"length": length, "rounds": scale.rounds},
        env=stores[1].env,
        patience=scale.patience,
    )
    yield Row(
        f"mastering {length} s of speech",
        f"{found['large']:.2f} s",
        f"encoding it once: {found['peer']:.2f} s",
        rounded(found["large"] / found["peer"]),
        f"≤ {GOAL} s a minute",
        found["large"] * 60 / length <= GOAL,
        exponent(found["small"], found["large"]),
    )
