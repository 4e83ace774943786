"""Sound for loudspeakers: what an upload is, mastering it, and measuring what came out.

ffmpeg works only here, as a separate program; see ``running``.
"""

from media.audio.mastering import Tags, master
from media.audio.measuring import Measured, measure, refusal
from media.audio.probing import Facts, probe
from media.audio.running import AudioError, ProgramMissingError

__all__ = [
    "AudioError",
    "Facts",
    "Measured",
    "ProgramMissingError",
    "Tags",
    "master",
    "measure",
    "probe",
    "refusal",
]
