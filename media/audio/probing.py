"""What an uploaded file is, found by decoding it, never by its name."""

import re
from dataclasses import dataclass
from pathlib import Path

from media.audio.running import MOST_SECONDS, AudioError, run

MOST_BYTES = 50 * 1024 * 1024
_SILENCE = "silencedetect=noise=-50dB:d=1"
_PLAIN = "aformat=sample_fmts=s16:channel_layouts=mono"
_BEGINNINGS = (b"RIFF", b"ID3", b"OggS")


@dataclass(frozen=True, slots=True)
class Facts:
    """A recording before mastering: lengths in seconds, levels in dB and LUFS."""

    seconds: float
    lufs: float
    peak_db: float
    clipped_share: float
    lead_silence: float
    tail_silence: float

    @property
    def warnings(self) -> list[str]:
        """Return what the reader should know, a Vietnamese sentence each."""
        found = []
        if self.lufs < -35:
            found.append("Bản ghi rất nhỏ tiếng. Lần sau để điện thoại gần miệng hơn.")
        if self.clipped_share > 0.001:
            found.append("Tiếng bị vỡ ở nhiều chỗ. Nên ghi lại, để điện thoại xa hơn một chút.")
        if max(self.lead_silence, self.tail_silence) > 2:
            found.append("Đã cắt bớt khoảng lặng dài ở đầu hoặc cuối bản ghi.")
        return found


def probe(source: Path) -> Facts:
    """Return the facts of the file at ``source``.

    Raises ``AudioError`` for what is too large, too long, empty or no sound at all; a fake is
    refused by its first bytes, before any program reads it.
    """
    if source.stat().st_size > MOST_BYTES:
        raise AudioError("Tệp lớn quá 50 MB. Ghi ở chất lượng thường hoặc cắt ngắn.")
    if not _looks_like_sound(source):
        raise AudioError("Đây không phải tệp ghi âm mp3, wav, m4a hoặc ogg.")
    filters = f"{_PLAIN},astats=measure_perchannel=none,{_SILENCE},ebur128=peak=true"
    words = run(source, ["-af", filters, "-f", "null", "-"])
    seconds = _duration(words)
    if seconds > MOST_SECONDS:
        raise AudioError("Bản ghi dài quá 20 phút. Cắt ngắn rồi tải lên.")
    if seconds < 0.5:
        raise AudioError("Bản ghi trống. Ghi lại rồi tải lên.")
    return _facts(words, seconds)


def _looks_like_sound(source: Path) -> bool:
    with source.open("rb") as file:
        head = file.read(16)
    is_mpeg_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return head.startswith(_BEGINNINGS) or head[4:8] == b"ftyp" or is_mpeg_frame


def _duration(words: str) -> float:
    """Return the decoded seconds: samples over rate, as counted by the filters themselves."""
    samples = re.findall(r"Number of samples:\s*(\d+)", words)
    rate = re.search(r"(\d+) Hz", words)
    return int(samples[-1]) / int(rate[1]) if samples and rate else 0.0


def _facts(words: str, seconds: float) -> Facts:
    peak = number_after(r"Peak level dB:\s*", words, default=-90.0)
    samples = number_after(r"Number of samples:\s*", words, default=1.0)
    at_peak = number_after(r"Peak count:\s*", words, default=0.0)
    starts = [float(found) for found in re.findall(r"silence_start: (-?[\d.]+)", words)]
    ends = [float(found) for found in re.findall(r"silence_end: (-?[\d.]+)", words)]
    starts_silent = bool(starts) and starts[0] <= 0.05
    ends_silent = bool(starts) and (len(ends) < len(starts) or ends[-1] >= seconds - 0.1)
    return Facts(
        seconds=seconds,
        lufs=integrated(words),
        peak_db=peak,
        clipped_share=at_peak / samples if peak > -0.1 else 0.0,
        lead_silence=ends[0] if starts_silent and ends else 0.0,
        tail_silence=seconds - starts[-1] if ends_silent else 0.0,
    )


def integrated(words: str) -> float:
    """Return the loudness in LUFS from what ffmpeg's ``ebur128`` said; -70 for silence."""
    return number_after(r"\n\s+I:\s*", words, default=-70.0)


def number_after(pattern: str, words: str, *, default: float) -> float:
    """Return the last number that follows ``pattern`` in what ffmpeg said."""
    found = re.findall(rf"{pattern}(-?[\d.]+)", words)
    return float(found[-1]) if found else default
