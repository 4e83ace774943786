"""The port between the house and whatever turns text into speech."""

import io
import wave
from dataclasses import dataclass
from typing import Protocol


class VoiceError(Exception):
    """No speech came out; the message says why, in Vietnamese."""


class EngineMissing(VoiceError):  # noqa: N818 the specification's name
    """The program that speaks is not installed on this machine."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice; ``licence`` and ``source`` say by what right it is used."""

    name: str
    label: str
    licence: str
    source: str
    is_exportable: bool


@dataclass(frozen=True, slots=True)
class Wav:
    """16-bit mono sound in a WAV file."""

    data: bytes

    @property
    def seconds(self) -> float:
        """How long it is."""
        with wave.open(io.BytesIO(self.data)) as sound:
            return float(sound.getnframes() / sound.getframerate())


class TTSEngine(Protocol):
    """Something that speaks. Only an engine with ``is_exportable`` may ever be heard on air."""

    name: str
    licence: str
    is_exportable: bool

    def voices(self) -> list[Voice]:
        """Return the voices that can speak here and now."""

    def synthesize(self, text: str, *, voice: str, rate: int) -> Wav:
        """Return ``text`` spoken at ``rate`` syllables a minute; raises ``VoiceError``."""
