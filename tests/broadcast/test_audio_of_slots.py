"""A cluster that needs a recording gets a slot only for one that reads exactly these words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from broadcast import slots, wishes
from campaigns.models import ChannelKind
from cms import recordings
from cms.models import ScriptRecording
from media.models import Recording
from media.versions import Version
from tests import making
from tests.broadcast import loudspeakers
from tests.cms.test_recordings import upload
from tests.media.audio.making_sounds import sound

pytestmark = pytest.mark.django_db


def test_an_ip_cluster_asks_for_the_recording_of_these_words(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    ward = making.ward()
    campaign = making.campaign(ward, kind=ChannelKind.LOUDSPEAKER)
    item = campaign.items.get()
    cluster = loudspeakers.cluster(ward, technology="ip")
    start = timezone.localtime(making.next_morning())
    start = start.replace(hour=17, minute=0) + timedelta(days=(7 - start.weekday()) % 7)

    def reasons() -> list[slots.Reason]:
        wish = wishes.Wish(item, cluster, Version.SHORT)
        return wishes.why_not(wish, starts_at=start, now=timezone.now())

    def codes() -> set[str]:
        return {str(reason.code) for reason in reasons()} & {"no_audio", "stale_audio"}

    missing = codes()
    row = upload(ward, sound(tmp_path / "a.ogg", seconds=12).read_bytes(), item.material)
    recordings.master_waiting(now=timezone.now())
    row = ScriptRecording.objects.get(pk=row.pk)
    recordings.approve(row, has_listened=True, comment="Đọc chậm", by=making.approver(ward))
    there = codes()
    ScriptRecording.objects.update(spoken_sha256="0" * 64)

    assert (missing, there, codes()) == ({"no_audio"}, set(), {"stale_audio"})
    assert f"Bản ghi thuộc bản {row.revision_id}," in " ".join(r.sentence for r in reasons())
    assert Recording.objects.get().state == Recording.State.READY
