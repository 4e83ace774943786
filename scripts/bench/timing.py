"""How long something takes: by the clock, and inside the database."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


def seconds(work: Callable[[], object], *, rounds: int = 1) -> float:
    """Return the median time of ``work``."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


@dataclass(slots=True)
class Statements:
    """What the database was asked."""

    count: int = 0
    ms: float = 0.0


@contextmanager
def in_sql() -> Iterator[Statements]:
    """Count the statements of a block and their time, commits left out."""
    seen = Statements()

    def note(execute: Callable[..., Any], *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            seen.count += 1
            seen.ms += (time.perf_counter() - begun) * 1000

    with connection.execute_wrapper(note):
        yield seen


def ms_of_sql(work: Callable[[], object], *, rounds: int = 1) -> tuple[float, int]:
    """Return the median time in SQL (ms) and the number of statements of ``work``."""
    times, count = [], 0
    for _ in range(rounds):
        with in_sql() as seen:
            work()
        times.append(seen.ms)
        count = seen.count
    return statistics.median(times), count
