"""A recording reaches the air only mastered, heard by a second person, and of today's words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import approving, recordings, uploads
from cms.models import MaterialPage, ScriptRecording
from cms.two_persons import SamePersonError
from media.models import Recording
from media.versions import Version
from outreach.models import Ward
from tests import making
from tests.media.audio.making_sounds import own_voice, sound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("tieng")
    return sound(folder / "a.ogg", "-c:a", "libvorbis", seconds=14).read_bytes()


def upload(ward: Ward, content: bytes, page: MaterialPage | None = None) -> ScriptRecording:
    return recordings.add(
        page or making.material(ward),
        version=Version.SHORT,
        file=SimpleUploadedFile("ghi am.mp3", content),
        reader="Chị phát thanh viên",
        has_consent=True,
        by=making.officer(ward),
    )


def mastered(ward: Ward, content: bytes) -> ScriptRecording:
    row = upload(ward, content)
    recordings.master_waiting(now=timezone.now())
    return ScriptRecording.objects.get(pk=row.pk)


def test_nothing_but_silence_says_so(tmp_path: Path) -> None:
    silence = sound(tmp_path / "s.wav", "-af", "volume=0").read_bytes()

    row = mastered(making.ward(), silence)

    assert row.recording.state == Recording.State.REJECTED
    assert row.recording.reason == "Bản ghi không có tiếng nói. Ghi lại rồi tải lên."


def test_from_upload_to_air(speech: bytes) -> None:
    ward = making.ward()
    row = mastered(ward, speech)

    before = recordings.on_air(row.page, version=Version.SHORT)
    recordings.approve(row, has_listened=True, by=making.approver(ward))

    assert row.recording.state == Recording.State.READY
    assert row.recording.seconds == pytest.approx(14, abs=0.1)
    assert (before, recordings.on_air(row.page, version=Version.SHORT)) == (None, row)
    assert recordings.on_air(row.page, version=Version.FULL) is None


def test_who_uploaded_never_approves_and_the_database_says_so_too(speech: bytes) -> None:
    row = mastered(making.ward(), speech)

    with pytest.raises(SamePersonError):
        recordings.approve(row, has_listened=True, by=row.uploaded_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScriptRecording.objects.update(verdict="da_duyet", judged_by=row.uploaded_by)


def test_it_must_have_been_heard_and_a_strange_length_needs_a_reason(speech: bytes) -> None:
    ward = making.ward()
    row = mastered(ward, speech)
    ScriptRecording.objects.update(script_seconds=60)
    row.refresh_from_db()

    with pytest.raises(recordings.NotPossibleError, match="Nghe hết"):
        recordings.approve(row, has_listened=False, by=making.approver(ward))
    with pytest.raises(recordings.NotPossibleError, match="quá 30%"):
        recordings.approve(row, has_listened=True, by=making.approver(ward))
    recordings.approve(
        row, has_listened=True, comment="Đọc nhanh theo bản vắn", by=making.approver(ward)
    )


def test_other_words_make_it_stale_and_the_same_words_do_not(speech: bytes) -> None:
    ward = making.ward()
    row = mastered(ward, speech)
    recordings.approve(row, has_listened=True, by=making.approver(ward))

    _approve_change(row.page, summary="Tóm tắt khác.")
    after_other_text = recordings.on_air(MaterialPage.objects.get(), version=Version.SHORT)
    _approve_change(row.page, script_text="Kính thưa bà con. Hỏi người nhà trước.")
    after_other_words = recordings.on_air(MaterialPage.objects.get(), version=Version.SHORT)

    assert (after_other_text, after_other_words) == (row, None)


def _approve_change(page: MaterialPage, **fields: str) -> None:
    ward = Ward.objects.get()
    page = MaterialPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=making.officer(ward))
    page.get_workflow().start(page, making.officer(ward))
    task = approving.waiting_task(page)
    approving.approve(page, by=making.approver(ward), seen_revision_id=task.revision_id)  # type: ignore[union-attr]


def test_a_file_that_is_no_sound_is_rejected_and_the_officer_told_why(client: Client) -> None:
    ward = making.ward()
    row = mastered(ward, b"ID3 nothing at all")
    client.force_login(making.officer(ward))

    screen = client.get(reverse("cms_recording", args=[row.pk])).content.decode()

    assert row.recording.state == Recording.State.REJECTED
    assert "Tải lên bản ghi mp3, wav, m4a hoặc ogg khác." in screen


def test_what_a_killed_process_left_is_mastered_by_the_next(speech: bytes) -> None:
    row = upload(making.ward(), speech)
    now = timezone.now()
    Recording.objects.update(state="mastering", started_at=now - timedelta(minutes=2))

    too_early = recordings.master_waiting(now=now)
    later = recordings.master_waiting(now=now + timedelta(minutes=7))

    assert (too_early, later) == (0, 1)
    assert Recording.objects.get(script=row).state == Recording.State.READY


def test_without_ffmpeg_it_waits_and_says_so(speech: bytes, settings: Any) -> None:
    settings.LANTOA_FFMPEG = "khong-co-ffmpeg"

    row = mastered(making.ward(), speech)

    assert row.recording.state == Recording.State.UPLOADED
    assert "ffmpeg" in row.recording.notes


def test_where_the_reader_was_is_not_kept(speech: bytes, settings: Any) -> None:
    row = mastered(making.ward(), speech)

    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    assert [path.name for path in kept] == [Path(row.recording.file.name).name]


def test_a_huge_request_leaves_no_file_and_says_why(client: Client) -> None:
    ward = making.ward()
    page = making.material(ward)
    client.force_login(making.officer(ward))
    form = {
        "page": page.pk,
        "version": "ngan",
        "reader": "Chị phát thanh viên",
        "has_consent": "on",
    }
    file = SimpleUploadedFile("a.wav", b"RIFF" + b"\x00" * 1000)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uploads, "MOST_BYTES", 500)
        answer = client.post(reverse("cms_recordings"), {**form, "file": file})

    assert "Tệp lớn quá 50 MB" in answer.content.decode()
    assert "Chị phát thanh viên" in answer.content.decode()
    assert Recording.objects.count() == 0


def test_a_machines_draft_voice_has_no_way_into_the_table(speech: bytes) -> None:
    upload(making.ward(), speech)

    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.update(origin="espeak")


def test_an_unapproved_script_is_not_recorded(speech: bytes) -> None:
    ward = making.ward()

    with pytest.raises(recordings.NotPossibleError, match="chưa được duyệt"):
        upload(ward, speech, making.draft(ward))


def test_a_player_may_jump_and_no_stranger_listens(speech: bytes, client: Client) -> None:
    ward = making.ward()
    row = mastered(ward, speech)
    address = reverse("cms_listen", args=[row.pk])
    client.force_login(making.approver(ward))

    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=100-199"})
    beyond = client.get(address, headers={"Range": "bytes=99999999-"})
    client.force_login(making.approver(making.ward(1)))
    stranger = client.get(address)
    client.logout()
    anonymous = client.get(address)

    assert (whole.status_code, len(whole.content)) == (200, row.recording.byte_count)
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert beyond.status_code == 416
    assert (stranger.status_code, anonymous.status_code) == (404, 302)


def test_an_officer_uploads_and_a_leader_decides_on_the_screen(
    speech: bytes, client: Client
) -> None:
    ward = making.ward()
    page = making.material(ward)
    client.force_login(making.officer(ward))
    form = {
        "page": page.pk, "version": "ngan", "reader": "Chị phát thanh viên", "origin": "human",
        "has_consent": "on",
    }  # fmt: skip

    client.post(reverse("cms_recordings"), {**form, "file": SimpleUploadedFile("a.ogg", speech)})
    recordings.master_waiting(now=timezone.now())
    row = ScriptRecording.objects.get()
    client.force_login(making.approver(ward))
    client.post(reverse("cms_recording_judge", args=[row.pk]), {"viec": "duyet", "da_nghe": "on"})

    row.refresh_from_db()
    assert row.verdict == ScriptRecording.Verdict.APPROVED


def test_a_wards_own_voice_reads_and_a_second_person_still_listens(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.LANTOA_VOICES = own_voice(tmp_path)
    ward = making.ward()
    page = making.material(ward)
    client.force_login(making.officer(ward))

    screen = client.get(reverse("cms_recordings")).content.decode()
    client.post(
        reverse("cms_recording_speak"), {"page": page.pk, "version": "ngan", "voice": "giong-moi"}
    )
    recordings.master_waiting(now=timezone.now())

    row = ScriptRecording.objects.get()
    assert "Giọng mới" in screen
    assert (row.recording.origin, row.recording.state) == ("operator_voice", "ready")
    assert recordings.on_air(page, version=Version.SHORT) is None


def test_the_draft_voice_is_for_the_ward_only_and_leaves_no_file(client: Client) -> None:
    ward = making.ward()
    page = making.material(ward)
    address = reverse("cms_draft_sound", args=[page.pk, "vua"])
    client.force_login(making.officer(ward))

    heard = client.get(address)
    client.force_login(making.officer(making.ward(1)))
    stranger = client.get(address)

    assert (heard.status_code, heard["Content-Type"]) == (200, "audio/mpeg")
    assert heard["Content-Disposition"] == "inline"
    assert stranger.status_code == 404
    assert Recording.objects.count() == 0
