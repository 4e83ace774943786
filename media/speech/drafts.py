"""A draft to listen to: low in rate, with a beep at both ends and every twenty seconds."""

import subprocess
import tempfile
from pathlib import Path

from media.audio.running import program
from media.speech.port import VoiceError, Wav

LABEL = "NGHE THỬ – máy đọc, không phát loa"
_BEEP = "0.4*sin(2*PI*1000*t)*(lt(mod(t\\,20)\\,0.25)+gt(t\\,{end}))"


def draft_mp3(speech: Wav) -> bytes:
    """Return ``speech`` as mp3 at 32 kbps that nobody can take for a broadcast."""
    length = speech.seconds + 1.2
    beeps = f"aevalsrc='{_BEEP.format(end=f'{length - 0.25:.2f}')}':s=22050:d={length:.2f}"
    mix = "[0:a]aresample=22050,adelay=500,apad=pad_dur=0.7[s];[s][1:a]amix=duration=first"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "loi.wav"
        source.write_bytes(speech.data)
        command = [
            program(), "-nostdin", "-v", "error", "-i", str(source), "-f", "lavfi", "-i", beeps,
            "-filter_complex", mix, "-ac", "1", "-b:a", "32k", "-metadata", f"title={LABEL}",
            "-f", "mp3", "pipe:1",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603
    if done.returncode:
        raise VoiceError("Không tạo được bản nghe thử.")
    return done.stdout
