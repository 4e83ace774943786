"""How much is measured: ``BENCH=short`` shows that it works, ``BENCH=full`` is for the README."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes; each measure also runs at a tenth of its own."""

    rounds: int
    drained: int  # deliveries through a sink, and requests of the bare client
    by_celery: int  # messages, one task each
    by_post_office: int
    processes: tuple[int, ...]
    latencies: tuple[int, ...]  # ms that the sink takes to answer
    fanned_out: int
    items: int
    history: int  # past deliveries that a tick must not notice
    in_memory: int  # deliveries of one worker whose memory is watched
    paced_seconds: int
    pushed: int  # deliveries ahead of an urgent one
    read_during: int  # deliveries of an occurrence during which an officer reads
    reads: int  # of every page while nothing is sent
    speech_seconds: int
    starts: int
    patience: int  # seconds for any one process

    @property
    def is_full(self) -> bool:
        return self.rounds > 1


SHORT = Scale(
    rounds=1,
    drained=8_000,
    by_celery=300,
    by_post_office=2_000,
    processes=(1,),
    latencies=(0,),
    fanned_out=2_000,
    items=200,
    history=10_000,
    in_memory=2_000,
    paced_seconds=8,
    pushed=2_000,
    read_during=4_000,
    reads=1,
    speech_seconds=10,
    starts=1,
    patience=60,
)
FULL = Scale(
    rounds=3,
    drained=30_000,
    by_celery=3_000,
    by_post_office=5_000,
    processes=(1, 2),
    latencies=(0, 50),
    fanned_out=100_000,
    items=10_000,
    history=1_000_000,
    in_memory=100_000,
    paced_seconds=20,
    pushed=100_000,
    read_during=100_000,
    reads=10,
    speech_seconds=60,
    starts=7,
    patience=600,
)


def chosen() -> Scale:
    """Return the scale that ``BENCH`` names."""
    scales = {"short": SHORT, "full": FULL}
    return scales[os.environ.get("BENCH") or "short"]
