"""A reader's rate is offered after three approved recordings, and predicts the next one."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import reading_rates, scripts
from cms.models import MaterialPage, ScriptRecording
from media import timing
from media.models import Recording
from media.versions import Version
from outreach.models import Ward
from tests import making
from tests.cms.test_recordings import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def read_at(rate: int, ward: Ward, page: MaterialPage) -> None:
    """Add an approved recording of the script, read at ``rate``."""
    row = upload(ward, b"x", page)
    script = scripts.spoken(page.live_revision.as_object(), version=Version.SHORT)
    Recording.objects.filter(pk=row.recording_id).update(
        seconds=timing.seconds(script.spoken, rate=rate), state="ready", lufs=-16, sha256="0"
    )
    ScriptRecording.objects.filter(pk=row.pk).update(
        verdict="da_duyet", judged_by=making.approver(ward), judged_at=timezone.now()
    )


def test_a_rate_is_offered_after_three_recordings_and_taken_by_a_press(client: Client) -> None:
    ward, neighbour = making.ward(), making.ward(1)
    page = making.material(ward)
    for rate in (150, 172, 180):
        assert reading_rates.measured(ward) == []
        read_at(rate, ward, page)
    client.force_login(making.officer(ward))

    screen = client.get(reverse("cms_readings")).content.decode()
    client.post(reverse("cms_reading_voice"), {"reading_rate": "172"})

    assert reading_rates.measured(ward) == [reading_rates.ReaderRate("Chị phát thanh viên", 172, 3)]
    assert reading_rates.measured(neighbour) == []
    assert "<strong>172</strong> tiếng mỗi phút, theo 3 bản ghi đã duyệt" in screen
    ward.refresh_from_db()
    assert ward.reading_rate == 172


@pytest.mark.parametrize("rate", [120, 160, 200, 240])
def test_the_measured_rate_predicts_the_length_again(rate: int) -> None:
    text = "Kính thưa bà con. Ai rủ đi làm xa, lương cao: đừng vội tin.\nGọi một một một."

    found = timing.measured_rate(text, seconds_read=timing.seconds(text, rate=rate))

    assert found is not None
    assert timing.seconds(text, rate=found) == pytest.approx(
        timing.seconds(text, rate=rate), rel=0.01
    )


@pytest.mark.parametrize(("seconds", "rate"), [(1.0, None), (2.2, 240), (600.0, 120)])
def test_a_rate_that_nobody_reads_at_is_bounded(seconds: float, rate: int | None) -> None:
    text = "Kính thưa bà con. Gọi một một một."

    assert timing.measured_rate(text, seconds_read=seconds) == rate
