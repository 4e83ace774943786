"""Probing, mastering and measuring speech, and ffmpeg encoding the same file once."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from media import audio
from scripts.bench import timing

TAGS = audio.Tags("Đo tốc độ", "Lan Toả", "Đo tốc độ", "2026-01-01", "")


def run(*, length: int, rounds: int) -> dict[str, Any]:
    """Return the seconds for a tenth of ``length`` seconds, for all of it, and for encoding it."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "nguon.wav", Path(folder) / "phat.mp3"

        def work() -> None:
            audio.probe(source)
            audio.master(source, target, tags=TAGS)
            audio.measure(target)

        _speech(source, max(2, length // 10))
        small = timing.seconds(work, rounds=rounds)
        _speech(source, length)
        large = timing.seconds(work, rounds=rounds)
        peer = timing.seconds(lambda: _ffmpeg("-i", str(source), "-b:a", "128k", str(target)))
    return {"small": small, "large": large, "peer": peer}


def _speech(path: Path, length: int) -> None:
    voice = f"aevalsrc='0.3*sin(2*PI*140*t)*(0.5+0.5*sin(2*PI*3.2*t))':s=44100:d={length}"
    _ffmpeg("-f", "lavfi", "-i", voice, str(path))


def _ffmpeg(*arguments: str) -> None:
    command = ["ffmpeg", "-y", "-nostdin", "-v", "error", *arguments]
    subprocess.run(command, check=True)  # noqa: S603 fixed arguments
