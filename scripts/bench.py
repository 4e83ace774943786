"""``make bench``: figures as ratios against a named peer or goal, measured in one run.

Each line is JSON; a table follows. Every measure runs at two sizes a factor of ten apart, and its
exponent says how the cost grows with the work (1 is in step with it).
"""

import json
import math
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

import django

django.setup()

from media import audio  # noqa: E402 after django.setup()
from media.reading import plain, read_aloud, shipped  # noqa: E402

LINES = Path("tests/media/reading/held_out_lines.tsv")
TAGS = audio.Tags("Đo tốc độ", "Lan Toả", "Đo tốc độ", "2026-01-01", "")
READING_GOAL = 2_000  # lines a second on one core
MASTERING_GOAL = 10  # seconds for a minute of speech


def seconds(work: Callable[[], object], *, rounds: int = 3) -> float:
    """Return the median time of ``work``."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def reading() -> dict[str, object]:
    """Read the held-out lines aloud, against lower-casing and splitting the same text."""
    texts = [line.partition("\t")[0] for line in LINES.read_text("utf-8").splitlines()]
    dictionary = shipped()

    def read(times: int) -> Callable[[], object]:
        return lambda: [read_aloud(text, dictionary=dictionary) for text in texts * times]

    small, large = seconds(read(1)), seconds(read(10))
    peer = seconds(lambda: [plain(text) for text in texts * 10])
    rate = len(texts) * 10 / large
    return {
        "what": "reading aloud",
        "figure": f"{rate:,.0f} lines/s",
        "ratio_to_goal": round(rate / READING_GOAL, 2),
        "times_the_cost_of_splitting_into_words": round(large / peer, 1),
        "exponent": round(math.log10(large / small), 2),
    }


def mastering() -> dict[str, object]:
    """Probe, master and measure speech, against ffmpeg re-encoding the same file once."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "nguon.wav", Path(folder) / "phat.mp3"

        def work() -> None:
            audio.probe(source)
            audio.master(source, target, tags=TAGS)
            audio.measure(target)

        _speech(source, 6)
        small = seconds(work)
        _speech(source, 60)
        large = seconds(work)
        peer = seconds(lambda: _ffmpeg("-i", str(source), "-b:a", "128k", str(target)))
    return {
        "what": "mastering a minute",
        "figure": f"{large:.2f} s",
        "ratio_to_goal": round(MASTERING_GOAL / large, 2),
        "times_the_cost_of_encoding_once": round(large / peer, 1),
        "exponent": round(math.log10(large / small), 2),
    }


def _speech(path: Path, length: int) -> None:
    voice = f"aevalsrc='0.3*sin(2*PI*140*t)*(0.5+0.5*sin(2*PI*3.2*t))':s=44100:d={length}"
    _ffmpeg("-f", "lavfi", "-i", voice, str(path))


def _ffmpeg(*arguments: str) -> None:
    command = ["ffmpeg", "-y", "-nostdin", "-v", "error", *arguments]
    subprocess.run(command, check=True)  # noqa: S603 fixed arguments


def main() -> None:
    """Print every measure, then the table."""
    found = []
    for measure in (reading, mastering):
        found.append(measure())
        print(json.dumps(found[-1], ensure_ascii=False), flush=True)
    width = max(len(str(row["what"])) for row in found)
    for row in found:
        print(f"{row['what']:<{width}}  {row['figure']:>16}  goal × {row['ratio_to_goal']}")


if __name__ == "__main__":
    main()
