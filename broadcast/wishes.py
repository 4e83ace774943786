"""What an officer wishes to have played, and what the slot book says to it."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from broadcast import slot_rows, slots
from broadcast.models import Airing, Loudspeaker
from campaigns import ahead
from campaigns.models import CampaignItem
from cms import recordings, scripts
from cms.models import ScriptRecording
from media.text import nfc
from media.versions import Version

NEAR = timedelta(days=15)


@dataclass(frozen=True)
class Wish:
    """What is to be played, and where; the start comes apart, for a wish may repeat."""

    item: CampaignItem
    loudspeaker: Loudspeaker
    version: Version = Version.MEDIUM
    level: str = Airing.Level.NORMAL
    position: int = 0

    @cached_property
    def material(self) -> Any:
        """The material as the campaign's approval covers it, or None."""
        found = ahead.revision_id(self.item)
        return Revision.objects.get(pk=found).as_object() if found else None

    @cached_property
    def rules(self) -> slots.Rules:
        """The rules of the ward."""
        return slot_rows.rules_of(self.loudspeaker.ward)

    def script(self, day: date) -> scripts.SpokenScript:
        """Return what would be read out on ``day``."""
        return scripts.spoken(self.material, version=self.version, today=day)

    def request(self, start: datetime) -> slots.Request:
        """Return the wish at ``start`` as the slot book judges it."""
        start = timezone.localtime(start)
        problem = ahead.unapproved(self.item, day=start.date())
        if self.material is None or not self.material.script_text.strip():
            problem = problem or "Tư liệu chưa có bài phát thanh được duyệt."
            script = None
        else:
            script = self.script(start.date())
        return slots.Request(
            cluster=slot_rows.cluster_of(self.loudspeaker),
            starts_at=start,
            seconds=math.ceil(script.seconds) if script else 1,
            unapproved=problem,
            audio=self._audio(script),
            audio_revision=self._audio_revision(),
            stale_hotlines=self._stale_hotlines(start.date()),
            shorter=self._shorter(start.date()) if script else (),
            material=self.item.material_id,
            title=nfc(self.item.material.title),
        )

    def _audio(self, script: scripts.SpokenScript | None) -> slots.Audio:
        """Say whether an approved recording of exactly these words exists."""
        if script and any(recordings.reads(row, script.spoken) for row in self._recorded):
            return slots.Audio.READY
        return slots.Audio.STALE if self._recorded else slots.Audio.MISSING

    def _audio_revision(self) -> str:
        """Return the revision that the newest approved recording reads, "" without any."""
        return next((str(row.revision_id) for row in self._recorded), "")

    @cached_property
    def _recorded(self) -> list[ScriptRecording]:
        return recordings.approved(self.item.material, version=self.version)

    def _stale_hotlines(self, day: date) -> tuple[str, ...]:
        lines = self.material.hotlines.all() if self.material else []
        return tuple(h.number for h in lines if h.is_valid_on(day) and h.is_stale_on(day))

    def _shorter(self, day: date) -> tuple[tuple[str, int], ...]:
        versions = scripts.all_versions(self.material, today=day)
        own = next(one.seconds for one in versions if one.version == self.version)
        return tuple(
            (one.version.label, math.ceil(one.seconds)) for one in versions if one.seconds < own
        )


def why_not(wish: Wish, *, starts_at: datetime, now: datetime) -> list[slots.Reason]:
    """Return all that speaks against ``wish`` at ``starts_at``."""
    request = wish.request(starts_at)
    day = request.starts_at.date()
    return slots.why_not(
        request,
        rules=wish.rules,
        airings=slot_rows.airings_on(wish.loudspeaker, first=day, last=day),
        quiet_periods=slot_rows.quiet_days_of(wish.loudspeaker),
        now=timezone.localtime(now),
        holidays=slot_rows.holidays_of(day.year),
    )


def suggest(wish: Wish, *, starts_at: datetime, now: datetime, limit: int = 3) -> list[datetime]:
    """Return the nearest starts at which ``wish`` would be accepted."""
    request = wish.request(starts_at)
    day = request.starts_at.date()
    return slots.suggest(
        request,
        rules=wish.rules,
        airings=slot_rows.airings_on(wish.loudspeaker, first=day - NEAR, last=day + NEAR),
        quiet_periods=slot_rows.quiet_days_of(wish.loudspeaker),
        now=timezone.localtime(now),
        holidays=slot_rows.holidays_of(day.year),
        limit=limit,
    )
