"""How long our commands take to start, in processor time."""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator

from scripts.bench import processes
from scripts.bench.rows import Row, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store

COMMANDS = ("tick", "drain", "reach", "import_groups")
SETUP = ("-c", "import django; django.setup()")
MOST = 1.2


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Compare the slowest of some commands with loading the same apps and nothing else."""
    env = stores[1].env
    bare = _median(SETUP, env, rounds=scale.starts)
    names = COMMANDS if scale.is_full else COMMANDS[:2]
    each = {
        name: _median(("manage.py", name, "--help"), env, rounds=scale.starts) for name in names
    }
    slowest = max(each, key=lambda name: each[name])
    ratio = each[slowest] / bare
    yield Row(
        f"start of manage.py, slowest of {len(names)}: {slowest}",
        f"{each[slowest]:.2f} s of processor",
        f"django.setup() of the same apps: {bare:.2f} s",
        rounded(ratio),
        f"≤ {MOST} ×",
        ratio <= MOST,
        more={name: round(used, 3) for name, used in each.items()},
    )


def _median(arguments: tuple[str, ...], env: dict[str, str], *, rounds: int) -> float:
    return statistics.median(_cpu(arguments, env) for _ in range(rounds))


def _cpu(arguments: tuple[str, ...], env: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(  # noqa: S603 our own commands
        [sys.executable, *arguments],
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    if process.returncode:
        raise processes.FailedError(f"{arguments} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
