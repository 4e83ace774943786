"""Test recordings: sound with the rhythm of speech, made by ffmpeg, four seconds a breath."""

import subprocess
from pathlib import Path

# Three tones of a voice, swelling about three times a second, with a pause in every breath.
_VOICE = (
    "aevalsrc='0.3*(sin(2*PI*140*t)+0.5*sin(2*PI*700*t)+0.3*sin(2*PI*1900*t))"
    "*(0.5+0.5*sin(2*PI*3.2*t))*lt(mod(t\\,4)\\,3.3)':s=44100:d={seconds}"
)


def sound(path: Path, *arguments: str, seconds: float = 8) -> Path:
    """Write such a sound to ``path`` in the format of its name."""
    source = _VOICE.format(seconds=seconds)
    command = ["ffmpeg", "-y", "-v", "error", "-f", "lavfi", "-i", source, *arguments, str(path)]
    subprocess.run(command, check=True)
    return path
