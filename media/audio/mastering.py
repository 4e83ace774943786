"""Mastering speech for loudspeakers: even loudness, no clipping, one format (loudspeaker.md §6)."""

import json
from dataclasses import dataclass
from pathlib import Path

from media.audio.probing import integrated
from media.audio.running import AudioError, run

# One channel before anything is measured: phones record two, and adding them up afterwards would
# be louder than what was measured. The compressor's threshold is a fixed level, so that a quiet
# recording has to be raised to it first, or its peaks stay and the loudness can't be reached.
_MONO = "aformat=channel_layouts=mono"
_PREPARED_LUFS, _MOST_GAIN = -18.0, 45.0
_SILENT = -60.0
# Rumble away and peaks evened first: loudness alone can't be reached for peaky speech.
_PREPARE = "highpass=f=80,acompressor=threshold=0.1:ratio=3:attack=5:release=100"
_LOUDNESS = "loudnorm=I=-16:TP=-2:LRA=7"
_ENCODE = [
    "-vn", "-map_metadata", "-1", "-ar", "44100", "-ac", "1", "-c:a", "libmp3lame", "-b:a", "128k",
    "-id3v2_version", "3", "-fflags", "+bitexact", "-flags:a", "+bitexact",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player shows; written as ID3v2.3. ``date`` is yyyy-mm-dd."""

    title: str
    artist: str
    album: str
    date: str
    comment: str


def master(source: Path, target: Path, *, tags: Tags, trim: tuple[float, float] = (0, 0)) -> None:
    """Write ``source`` to ``target`` as mp3, 44.1 kHz mono 128 kbps, towards −16 LUFS, −2 dBTP.

    ``trim`` are the seconds cut from its beginning and kept as its whole length (0 for all).
    Raises ``AudioError``. Whether the result may go on air is for ``measuring`` to say.
    """
    start, length = trim
    cut = f"atrim=start={start:.3f}" + (f":duration={length:.3f}" if length else "")
    prepare = f"{cut},asetpts=PTS-STARTPTS,{_MONO},volume={_gain(source):.2f}dB,{_PREPARE}"
    words = run(source, ["-af", f"{prepare},{_LOUDNESS}:print_format=json", "-f", "null", "-"])
    filters = f"{prepare},{_LOUDNESS}:{_measured(words)}:linear=true"
    run(source, ["-af", filters, *_ENCODE, *_metadata(tags), "-f", "mp3", "-y", str(target)])


def _gain(source: Path) -> float:
    """Return the decibels that bring a recording to the level that it is compressed at."""
    words = run(source, ["-af", f"{_MONO},ebur128", "-f", "null", "-"])
    lufs = integrated(words)
    if lufs < _SILENT:
        raise AudioError("Bản ghi không có tiếng nói. Ghi lại rồi tải lên.")
    return min(_MOST_GAIN, _PREPARED_LUFS - lufs)


def _measured(words: str) -> str:
    """Return what the first pass measured, as the second takes it."""
    try:
        found = json.loads(words[words.rindex("{") : words.rindex("}") + 1])
        values = {name: float(found[key]) for name, key in _KEYS.items()}
    except (ValueError, KeyError) as error:
        raise AudioError("Không đo được độ to của bản ghi. Ghi lại rồi tải lên.") from error
    return ":".join(f"{name}={value}" for name, value in values.items())


_KEYS = {
    "measured_I": "input_i",
    "measured_TP": "input_tp",
    "measured_LRA": "input_lra",
    "measured_thresh": "input_thresh",
    "offset": "target_offset",
}


def _metadata(tags: Tags) -> list[str]:
    values = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "date": tags.date,
        "comment": tags.comment,
        "genre": "Speech",
        "language": "vie",
    }
    return [part for name, value in values.items() for part in ("-metadata", f"{name}={value}")]
