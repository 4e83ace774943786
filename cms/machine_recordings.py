"""Recordings made by a voice that the operator brought; a second person listens all the same."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from cms import recordings, scripts
from cms.models import MaterialPage, ScriptRecording
from media import speech
from media.models import Recording
from media.versions import Version


def voices() -> list[speech.Voice]:
    """Return the voices that the operator brought and two people accepted for the air."""
    engine = speech.OperatorVoices(settings.LANTOA_VOICES)
    return [voice for voice in engine.voices() if voice.is_exportable]


def speak(page: MaterialPage, *, version: Version, voice: str, by: Any) -> ScriptRecording:
    """Let one of the operator's voices read the approved script; a second person still listens.

    Raises ``NotPossibleError`` for a voice that may not go on air or can't read it.
    """
    approved = page.live_revision
    if approved is None or voice not in {one.name for one in voices()}:
        raise recordings.NotPossibleError("Chọn bài đã duyệt và một giọng được phép phát.")
    script = scripts.spoken(approved.as_object(), version=version)
    try:
        engine = speech.OperatorVoices(settings.LANTOA_VOICES)
        sound = engine.synthesize(script.spoken, voice=voice)
    except speech.VoiceError as error:
        raise recordings.NotPossibleError(str(error)) from error
    return recordings.add(
        page,
        version=version,
        file=ContentFile(sound.data, name="giong-may.wav"),
        reader=f"Giọng máy {voice}",
        has_consent=True,
        origin=Recording.Origin.OPERATOR_VOICE,
        by=by,
    )
