"""Machine voices behind one port: a draft to listen to, and voices that a ward brings itself."""

from media.speech.drafts import LABEL, draft_mp3
from media.speech.espeak import Espeak
from media.speech.operator_voices import OperatorVoices
from media.speech.port import EngineMissing, TTSEngine, Voice, VoiceError, Wav

__all__ = [
    "LABEL",
    "EngineMissing",
    "Espeak",
    "OperatorVoices",
    "TTSEngine",
    "Voice",
    "VoiceError",
    "Wav",
    "draft_mp3",
]
