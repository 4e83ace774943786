"""Test recordings: sound with the rhythm of speech, made by ffmpeg, four seconds a breath."""

import subprocess
import sys
from hashlib import sha256
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


def own_voice(folder: Path, **changes: str) -> Path:
    """Make a voice whose program writes one tone as long as the text."""
    voice = folder / "giong-moi"
    voice.mkdir()
    program = voice / "noi.py"
    program.write_text(
        "import sys, wave\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "with wave.open(sys.argv[1], 'wb') as out:\n"
        "    out.setparams((1, 2, 16000, 0, 'NONE', ''))\n"
        "    out.writeframes((b'\\x00\\x10' * 20 + b'\\x00\\xf0' * 20) * 20 * len(text))\n"
    )
    values = {
        "label": "Giọng mới",
        "licence": "tự ghi",
        "source": "phường",
        "model": "noi.py",
        "sha256": sha256(program.read_bytes()).hexdigest(),
    } | changes
    lines = [f'{name} = "{value}"' for name, value in values.items()]
    lines.append(f'command = ["{sys.executable}", "{{model}}", "{{output}}"]')
    lines.append('accepted_by = ["Bà Một", "Ông Hai"]')
    (voice / "voice.toml").write_text("\n".join(lines))
    return folder
