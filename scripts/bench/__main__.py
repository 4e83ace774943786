"""Measure everything, or what is named: ``python -m scripts.bench drain tick``.

Run by ``make bench``, which brings the private PostgreSQL and Redis that this needs.
"""

import sys
import time
from importlib import import_module

from scripts.bench import rows, scale, scratch
from scripts.bench.processes import FailedError

MEASURES = (
    "drain", "fan_out", "tick", "progress", "memory", "pacing", "urgent", "admin", "start",
    "reading", "mastering",
)  # fmt: skip
# What says little at small sizes.
ONLY_FULL = {"memory"}


def main() -> None:
    """Print every row as JSON when it is there, then all of them as a table."""
    size, found, broken = scale.chosen(), [], []
    names = sys.argv[1:] or [name for name in MEASURES if size.is_full or name not in ONLY_FULL]
    with scratch.stores() as stores:
        for name in names:
            begun = time.monotonic()
            try:
                for row in import_module(f"scripts.bench.measures.{name}").rows(stores, size):
                    found.append(row)
                    print(row.as_json(), flush=True)
            except FailedError as error:
                broken.append(f"{name}: {error}")
            print(f"{name}: {time.monotonic() - begun:.1f} s", file=sys.stderr, flush=True)
    print(rows.table(found))
    if broken:
        raise SystemExit("\n".join(broken))


if __name__ == "__main__":
    main()
