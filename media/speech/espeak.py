"""espeak-ng, a separate program: a draft for the office's own ears, never for a loudspeaker."""

import shutil
import subprocess

from media.speech.port import EngineMissing, Voice, VoiceError, Wav

# Its words a minute for one Vietnamese syllable a minute between pauses, as measured.
_WORDS_PER_SYLLABLE = 0.65
_TIMEOUT = 60


class Espeak:
    """The draft voice. A recogniser gets nine in ten of its words wrong, so it stays a draft."""

    name = "espeak-ng"
    licence = "GPL-3.0-or-later, chạy như một chương trình riêng"
    is_exportable = False

    def voices(self) -> list[Voice]:
        """Return the one Vietnamese voice, where the program is installed."""
        if shutil.which("espeak-ng") is None:
            return []
        return [Voice("vi", "Máy đọc nháp", self.licence, "gói espeak-ng của Debian", False)]

    def synthesize(self, text: str, *, voice: str = "vi", rate: int = 160) -> Wav:
        """Return the draft; ``EngineMissing`` where the program is not installed."""
        program = shutil.which("espeak-ng")
        if program is None:
            raise EngineMissing("Máy chủ chưa có espeak-ng: apt-get install espeak-ng")
        words = str(round(rate * _WORDS_PER_SYLLABLE))
        command = [program, "-v", voice, "-s", words, "--stdin", "--stdout"]
        try:
            done = subprocess.run(  # noqa: S603 fixed arguments, text on standard input
                command, input=text.encode(), capture_output=True, timeout=_TIMEOUT, check=True
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise VoiceError("Máy không đọc thử được bài này.") from error
        return Wav(_with_length(done.stdout))


def _with_length(data: bytes) -> bytes:
    """Fill in the lengths that espeak-ng leaves open when it writes to a pipe."""
    size = len(data)
    return (
        data[:4]
        + (size - 8).to_bytes(4, "little")
        + data[8:40]
        + (size - 44).to_bytes(4, "little")
        + data[44:]
    )
