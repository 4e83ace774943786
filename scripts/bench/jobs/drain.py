"""Send deliveries of a ward that does not exist through real workers; see ``broadcast.trial``."""

import os
import time
from collections import Counter
from typing import Any

from broadcast import trial
from broadcast.models import ZaloBot
from campaigns.models import ChannelKind, Occurrence
from scripts.bench import processes

LOOK_EVERY = 0.1  # seconds


def run(
    *,
    sizes: list[int],
    bots: int,
    workers: int,
    per_second: float = 0,
    kill_after: float = 0,
    stop_after: float = 0,
    patience: float,
) -> list[dict[str, Any]]:
    """Return, for each number of deliveries, where they ended and what that cost.

    ``per_second`` is the limit of each bot; 0 means none. ``kill_after`` seconds one worker is
    killed, ``stop_after`` seconds all of them end.
    """
    tokens = [f"{number + 1}:bench" for number in range(bots)]
    found = []
    for size in sizes:
        with trial.prepared(ChannelKind.ZALO_GROUP, deliveries=size, tokens=tokens) as occurrence:
            ZaloBot.objects.filter(ward=occurrence.ward_id).update(per_second=per_second)
            seen = _watch(occurrence, workers=workers, kill_after=kill_after,
                          stop_after=stop_after, patience=patience)  # fmt: skip
            states = Counter(occurrence.deliveries.values_list("state", flat=True))
        found.append({**seen, "states": dict(states)})
    return found


def _watch(
    occurrence: Occurrence, *, workers: int, kill_after: float, stop_after: float, patience: float
) -> dict[str, Any]:
    """Let the workers begin together, and look at their memory until the last has ended."""
    arguments = {"occurrence": occurrence.pk, "seconds": stop_after or patience}
    jobs = [processes.Job("worker", arguments, env=os.environ) for _ in range(workers)]
    try:
        for job in jobs:
            job.until_ready()
        for job in jobs:
            job.go()
        victim = jobs[-1] if kill_after else None
        memory = _until_ended(jobs, victim=victim, kill_after=kill_after, patience=patience)
        found = [job.answer(patience=patience) for job in jobs if job is not victim]
    finally:
        for job in jobs:
            job.stop()
    begun = min(answer["begun"] for answer in found)
    return {
        "begun": begun,
        "seconds": max(answer["ended"] for answer in found) - begun,
        "cpu": sum(answer["cpu"] for answer in found),
        "peak_mb": max(answer["peak_mb"] for answer in found),
        "memory_mb": memory,
    }


def _until_ended(
    jobs: list[processes.Job], *, victim: processes.Job | None, kill_after: float, patience: float
) -> list[float]:
    begun, memory = time.monotonic(), []
    while any(job.process.poll() is None for job in jobs):
        elapsed = time.monotonic() - begun
        if victim and elapsed >= kill_after:
            victim.process.kill()
        if elapsed > patience:
            raise processes.FailedError("the workers took too long")
        memory.append(max(processes.resident_mb(job.process.pid) for job in jobs))
        time.sleep(LOOK_EVERY)
    return [round(size, 1) for size in memory]
