"""Mastering what was uploaded. The database is the queue: whoever claims a row works on it."""

import contextlib
import tempfile
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from django.db.models import Q

from media import audio, transcript
from media.models import Recording

State = Recording.State
# Longer than mastering may take: what is older was left by a process that was killed.
ABANDONED_AFTER = timedelta(minutes=8)
SILENCE_KEPT = 0.5  # seconds left at an end that was silent for longer than two


def next_to_master(*, now: datetime) -> Recording | None:
    """Claim one recording that waits, or that a killed process left; None when there is none."""
    waiting = Recording.objects.filter(
        Q(state=State.UPLOADED) | Q(state=State.MASTERING, started_at__lt=now - ABANDONED_AFTER)
    ).order_by("uploaded_at")
    for row in waiting[:5]:
        seen = Recording.objects.filter(pk=row.pk, state=row.state, started_at=row.started_at)
        if seen.update(state=State.MASTERING, started_at=now):
            row.refresh_from_db()
            return row
    return None


def master(row: Recording, *, tags: audio.Tags) -> Recording:
    """Make the claimed ``row`` ready, or reject it with the reason.

    What was uploaded is deleted then, for phones write into it where they were. A missing ffmpeg
    is no fault of the file: the row goes back to wait.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "nguon", Path(folder) / "phat.mp3"
        with row.original.open("rb") as file:
            source.write_bytes(file.read())
        try:
            _finish(row, _made(source, target, tags, row), target)
        except audio.ProgramMissingError as error:
            row.state, row.started_at, row.notes = State.UPLOADED, None, str(error)
        except audio.AudioError as error:
            row.state, row.reason = State.REJECTED, str(error)
    if row.state != State.UPLOADED:
        row.original.delete(save=False)
    row.save()
    return row


def _made(source: Path, target: Path, tags: audio.Tags, row: Recording) -> audio.Measured:
    facts = audio.probe(source)
    row.notes = "\n".join(facts.warnings)
    audio.master(source, target, tags=tags, trim=_trim(facts))
    measured = audio.measure(target)
    if refusal := audio.refusal(measured):
        raise audio.AudioError(refusal)
    return measured


def _trim(facts: audio.Facts) -> tuple[float, float]:
    if facts.lead_silence + facts.tail_silence >= facts.seconds:
        return 0.0, 0.0  # nothing but silence; mastering says so
    start = facts.lead_silence - SILENCE_KEPT if facts.lead_silence > 2 else 0.0
    end = facts.tail_silence - SILENCE_KEPT if facts.tail_silence > 2 else 0.0
    return start, facts.seconds - start - end if start or end else 0.0


def _finish(row: Recording, measured: audio.Measured, target: Path) -> None:
    data = target.read_bytes()
    row.seconds, row.lufs, row.true_peak = measured.seconds, measured.lufs, measured.true_peak
    row.sha256, row.byte_count = sha256(data).hexdigest(), len(data)
    row.file.save(f"{row.sha256[:16]}.mp3", ContentFile(data), save=False)
    row.state, row.reason = State.READY, ""
    with contextlib.suppress(transcript.TranscriberMissing):
        row.transcript, row.is_transcribed = transcript.transcribe(target), True
