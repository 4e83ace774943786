"""Voices that a ward brings itself: a folder with a model and a ``voice.toml`` that answers for it.

    VOICES_DIR/<name>/voice.toml
        label = "Giọng nữ miền Bắc"
        licence = "…"            # by what right it is used
        source = "…"             # where the model comes from
        model = "model.onnx"     # a file in the folder
        sha256 = "…"             # of that file
        command = ["piper", "--model", "{model}", "--output_file", "{output}"]
        accepted_by = ["…", "…"] # who listened and accepted it for the air: two people

The command reads the text on its standard input and writes a 16-bit mono WAV. A folder that
does not answer all of this, or whose model is another file than was accepted, is not listed.
"""

import subprocess
import tempfile
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

from media.speech.port import EngineMissing, Voice, VoiceError, Wav

_NEEDED = ("label", "licence", "source", "model", "sha256", "command", "accepted_by")
_TIMEOUT = 300


class OperatorVoices:
    """All voices below one folder."""

    name = "operator"
    licence = "theo từng giọng"
    is_exportable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def voices(self) -> list[Voice]:
        """Return the voices that answer for themselves; on air only what two people accepted."""
        found = []
        for path in sorted(self._folder.glob("*/voice.toml")):
            if facts := _facts(path):
                is_exportable = len({str(name).strip() for name in facts["accepted_by"]}) > 1
                found.append(
                    Voice(
                        path.parent.name,
                        facts["label"],
                        facts["licence"],
                        facts["source"],
                        is_exportable,
                    )
                )
        return found

    def synthesize(self, text: str, *, voice: str, rate: int = 160) -> Wav:
        """Return ``text`` in the voice's own speed (``rate`` is the model's to keep)."""
        if voice not in {listed.name for listed in self.voices()}:
            raise EngineMissing("Không có giọng này, hoặc tệp voice.toml của giọng chưa đủ.")
        folder = self._folder / voice
        facts = _facts(folder / "voice.toml") or {}
        with tempfile.TemporaryDirectory() as scratch:
            output = Path(scratch) / "loi.wav"
            places = {"model": str(folder / facts["model"]), "output": str(output)}
            command = [part.format(**places) for part in facts["command"]]
            try:
                subprocess.run(  # noqa: S603 the operator's own command, text on standard input
                    command, input=text.encode(), capture_output=True, timeout=_TIMEOUT, check=True
                )
                return Wav(output.read_bytes())
            except (OSError, subprocess.SubprocessError) as error:
                raise VoiceError("Giọng này không đọc được bài.") from error


def _facts(path: Path) -> dict[str, Any] | None:
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not all(facts.get(name) for name in _NEEDED):
        return None
    model = path.parent / str(facts["model"])
    if not model.is_file() or sha256(model.read_bytes()).hexdigest() != facts["sha256"]:
        return None
    return facts
