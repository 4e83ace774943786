"""Measuring a mastered file as it is encoded, and whether it may go on air."""

import re
from dataclasses import dataclass
from pathlib import Path

from media.audio.probing import integrated, number_after
from media.audio.running import run

TARGET_LUFS, TOLERANCE = -16.0, 1.0
MOST_PEAK = -1.5
SAMPLE_RATE, KBPS = 44_100, 128


@dataclass(frozen=True, slots=True)
class Measured:
    """A file as a player meets it: seconds, integrated LUFS, true peak in dBTP, format."""

    seconds: float
    lufs: float
    true_peak: float
    sample_rate: int
    is_mono: bool
    kbps: int


def measure(source: Path) -> Measured:
    """Return what the encoded file measures."""
    words = run(
        source, ["-af", "astats=measure_perchannel=none,ebur128=peak=true", "-f", "null", "-"]
    )
    stream = re.search(r"Audio: mp3.*?, (\d+) Hz, (\w+),.*?, (\d+) kb/s", words)
    rate, layout, kbps = stream.groups() if stream else ("0", "", "0")
    samples = number_after(r"Number of samples:\s*", words, default=0.0)
    return Measured(
        seconds=samples / int(rate) if int(rate) else 0.0,
        lufs=integrated(words),
        true_peak=number_after(r"\n\s+Peak:\s*", words, default=0.0),
        sample_rate=int(rate),
        is_mono=layout == "mono",
        kbps=int(kbps),
    )


def refusal(measured: Measured) -> str:
    """Return why the file may not go on air, in Vietnamese with the figure; "" if it may."""
    if abs(measured.lufs - TARGET_LUFS) > TOLERANCE:
        return f"Độ to sau xử lý là {_vi(measured.lufs)} LUFS, cần −16 ± 1. Ghi lại rõ tiếng hơn."
    if measured.true_peak > MOST_PEAK:
        return f"Đỉnh âm sau xử lý là {_vi(measured.true_peak)} dBTP, cần dưới −1,5. Ghi lại."
    if (measured.sample_rate, measured.is_mono, measured.kbps) != (SAMPLE_RATE, True, KBPS):
        return "Định dạng sau xử lý không đúng 44,1 kHz, một kênh, 128 kbps."
    return ""


def _vi(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").replace("-", "−")
