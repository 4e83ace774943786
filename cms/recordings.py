"""Recordings of scripts: taken in, mastered, listened to by a second person, then on air."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms import scripts
from cms.models import MaterialPage, ScriptRecording
from cms.two_persons import SamePersonError
from cms.wards import ward_of
from media import audio, recording, timing, transcript
from media.audio.probing import MOST_BYTES
from media.models import Recording
from media.versions import Version

LOGGED = {
    "lantoa.recording.add": "Tải bản ghi âm lên",
    "lantoa.recording.da_duyet": "Duyệt bản ghi âm",
    "lantoa.recording.tra_lai": "Không duyệt bản ghi âm",
}
FINE, DOUBTFUL = 0.15, 0.30  # how far a recording may be from its script's length


class NotPossibleError(Exception):
    """The act is not possible now; the message says why, in Vietnamese."""


def add(
    page: MaterialPage,
    *,
    version: Version,
    file: File,
    reader: str,
    has_consent: bool,
    origin: Recording.Origin = Recording.Origin.HUMAN,
    by: Any,
) -> ScriptRecording:
    """Take a file in for the approved script of ``page``; mastering follows in the background.

    Raises ``NotPossibleError`` for a script that is not approved, no consent, or a file too large.
    """
    approved, ward = page.live_revision, ward_of(page)
    if not page.live or approved is None or ward is None:
        raise NotPossibleError("Bài phát thanh chưa được duyệt. Duyệt bài trước khi ghi âm.")
    if not has_consent:
        raise NotPossibleError("Cần người đọc đồng ý cho phát bản ghi.")
    if (file.size or 0) > MOST_BYTES:
        raise NotPossibleError("Tệp lớn quá 50 MB. Ghi ở chất lượng thường hoặc cắt ngắn.")
    script = scripts.spoken(approved.as_object(), version=version)
    with transaction.atomic():
        sound = Recording(origin=origin)
        sound.original.save("ghi-am", file, save=False)
        sound.save()
        row = ScriptRecording.objects.create(
            ward=ward,
            page=page,
            revision=approved,
            version=version,
            spoken_sha256=_hash(script.spoken),
            script_seconds=script.seconds,
            recording=sound,
            reader=reader.strip(),
            has_consent=has_consent,
            uploaded_by=by,
        )
        log(row, "lantoa.recording.add", user=by)
    return row


def master_waiting(*, now: datetime, most: int = 10) -> int:
    """Master what waits, and return how many recordings were worked on."""
    for done in range(most):
        sound = recording.next_to_master(now=now)
        if sound is None:
            return done
        recording.master(sound, tags=_tags(sound))
        if sound.state == Recording.State.UPLOADED:
            return done  # ffmpeg is missing; the next bell tries again
    return most


def _tags(sound: Recording) -> audio.Tags:
    row = ScriptRecording.objects.select_related("page", "ward").get(recording=sound)
    version = Version(row.version).label.lower()
    return audio.Tags(
        title=row.page.title,
        artist=row.ward.office_name,
        album=f"Bài phát thanh, bản {version}",
        date=f"{timezone.localdate():%Y-%m-%d}",
        comment=f"{row.pk}, bản {row.revision_id}",
    )


def is_stale(row: ScriptRecording) -> bool:
    """Whether the words approved now are other words than were recorded."""
    approved = row.page.live_revision
    if approved is None or not row.page.live:
        return True
    if approved.pk == row.revision_id:
        return False
    script = scripts.spoken(approved.as_object(), version=Version(row.version))
    return _hash(script.spoken) != row.spoken_sha256


def departure(row: ScriptRecording) -> float | None:
    """Return how far the recording's length is from its script's, as a share; None until ready."""
    seconds = row.recording.seconds
    return None if seconds is None else seconds / row.script_seconds - 1


def heard(row: ScriptRecording) -> transcript.Comparison | None:
    """Return what the machine heard against the script; None where no machine listened."""
    sound = row.recording
    if not sound.is_transcribed:
        return None
    script = scripts.spoken(row.revision.as_object(), version=Version(row.version))
    numbers = [hotline.number for hotline in row.page.hotlines.all()]
    calls = [timing.digits_spoken(number) for number in numbers]
    return transcript.compare(script.spoken, sound.transcript, hotlines=calls)


def approve(row: ScriptRecording, *, has_listened: bool, comment: str = "", by: Any) -> None:
    """Let the recording go on air.

    Raises ``SamePersonError`` for whoever uploaded it and ``NotPossibleError`` when it is not
    ready or stale, was not listened to, or is far from its script's length without a reason.
    """
    if row.uploaded_by_id == by.pk:
        raise SamePersonError
    if row.recording.state != Recording.State.READY or is_stale(row):
        raise NotPossibleError("Bản ghi chưa xử lý xong, hoặc bài phát thanh đã sửa sau khi ghi.")
    if not has_listened:
        raise NotPossibleError("Nghe hết bản ghi rồi mới duyệt.")
    far = departure(row)
    if far is not None and abs(far) > DOUBTFUL and not comment.strip():
        raise NotPossibleError("Bản ghi dài ngắn khác kịch bản quá 30%. Ghi rõ lý do rồi duyệt.")
    _judge(row, ScriptRecording.Verdict.APPROVED, comment, by)


def give_back(row: ScriptRecording, *, comment: str, by: Any) -> None:
    """Refuse the recording, saying what to do better."""
    if not comment.strip():
        raise NotPossibleError("Ghi ý kiến để người đọc biết cần ghi lại thế nào.")
    _judge(row, ScriptRecording.Verdict.RETURNED, comment, by)


def _judge(row: ScriptRecording, verdict: ScriptRecording.Verdict, comment: str, by: Any) -> None:
    if by.ward_id != row.ward_id:
        raise PermissionDenied
    row.verdict, row.comment = verdict, comment.strip()[:300]
    row.judged_by, row.judged_at = by, timezone.now()
    row.save()
    log(row, f"lantoa.recording.{verdict.value}", user=by)


def approved(page: MaterialPage, *, version: Version) -> list[ScriptRecording]:
    """Return the approved recordings of the version, the newest first, stale ones included."""
    rows = ScriptRecording.objects.filter(
        page=page, version=version, verdict=ScriptRecording.Verdict.APPROVED
    )
    return list(rows.select_related("recording", "page"))


def reads(row: ScriptRecording, spoken: str) -> bool:
    """Whether the recording reads exactly these words."""
    return row.spoken_sha256 == _hash(spoken)


def on_air(page: MaterialPage, *, version: Version) -> ScriptRecording | None:
    """Return the newest approved recording of the version that still says what is approved."""
    return next((row for row in approved(page, version=version) if not is_stale(row)), None)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
