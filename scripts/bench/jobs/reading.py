"""Reading lines aloud, and splitting the same lines into words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from media.reading import plain, read_aloud, shipped
from scripts.bench import timing

LINES = Path("tests/media/reading/held_out_lines.tsv")


def run(*, rounds: int) -> dict[str, Any]:
    """Return the seconds for the lines once, ten times, and for splitting them ten times."""
    texts = [line.partition("\t")[0] for line in LINES.read_text("utf-8").splitlines()]
    dictionary = shipped()

    def read(times: int) -> Callable[[], object]:
        return lambda: [read_aloud(text, dictionary=dictionary) for text in texts * times]

    return {
        "lines": len(texts),
        "once": timing.seconds(read(1), rounds=rounds),
        "ten_times": timing.seconds(read(10), rounds=rounds),
        "split": timing.seconds(lambda: [plain(text) for text in texts * 10], rounds=rounds),
    }
