"""Bulletins that are ready to leave: which airings they serve, their bundle and their sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone

from broadcast import airing_links, airings, bundle, sheets
from broadcast.models import Airing
from cms import recordings, scripts
from cms.models import MaterialPage
from media import script_sheet, timing
from media.versions import Version

State = Airing.State
FIELD = "phap_luat"


@dataclass(frozen=True, slots=True)
class Ready:
    """One version of an approved script with its airings that are still to come."""

    plays: tuple[Airing, ...]

    @property
    def first(self) -> Airing:
        return self.plays[0]

    @property
    def title(self) -> str:
        return str(self.first.occurrence.item.material.title)

    @property
    def version(self) -> Version:
        return Version(self.first.version)

    @property
    def length(self) -> str:
        return timing.minutes_vi(self.first.seconds)

    @property
    def is_handed_over(self) -> bool:
        return all(play.state != State.PLANNED for play in self.plays)

    @property
    def key(self) -> str:
        """What the address of this bulletin ends with."""
        return f"{self.first.material_revision_id}-{self.first.version}"


def ready(user: Any, *, now: datetime) -> list[Ready]:
    """Return the bulletins whose airings are still to come, the nearest first."""
    coming = (
        Airing.objects.visible_to(user)
        .filter(starts_at__gte=now, state__in=[State.PLANNED, State.HANDED_OVER])
        .select_related(
            "loudspeaker", "ward", "material_revision", "occurrence__campaign__approved_by",
            "occurrence__item__material",
        )
        .prefetch_related("loudspeaker__groups")
        .order_by("starts_at", "pk")
    )  # fmt: skip
    grouped: dict[tuple[int, str], list[Airing]] = {}
    for airing in coming:
        grouped.setdefault((airing.material_revision_id, airing.version), []).append(airing)
    return [Ready(tuple(rows)) for rows in grouped.values()]


def take_bundle(found: Ready, *, by: Any, now: datetime) -> tuple[str, bytes]:
    """Return the name and bytes of the bundle, and record its airings as handed over.

    Raises ``bundle.RefusedError``; then nothing is recorded.
    """
    bulletin = bulletin_of(found)
    data = bundle.build(bulletin)
    hand_over(found.plays, by=by, now=now)
    return f"{bundle.name_of(bulletin)}.zip", data


def hand_over(plays: Sequence[Airing], *, by: Any, now: datetime) -> None:
    """Record that paper or sound of these airings has left."""
    for play in plays:
        airings.hand_over(play, now=now, by=by)


def sheet_of(airing: Airing, *, size_pt: int = 20) -> script_sheet.Sheet:
    """Return the sheet of one airing; its code opens the confirmation of that airing."""
    return sheets.of_script(
        airing.text,
        material=airing.material_revision.as_object(),
        campaign=airing.occurrence.campaign,
        code=f"{airing.ward_id}-{airing.pk}",
        version=Version(airing.version),
        revision=airing.material_revision_id,
        day=timezone.localdate(airing.starts_at),
        confirm_url=airing_links.address(airing),
        size_pt=size_pt,
    )


def bulletin_of(found: Ready) -> bundle.Bulletin:
    """Return everything that the bundle says, as plain values."""
    airing = found.first
    material = airing.material_revision.as_object()
    campaign = airing.occurrence.campaign
    page = airing.occurrence.item.material
    author = airing.material_revision.user
    return bundle.Bulletin(
        id=str(uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/{page.pk}/{airing.version}")),
        revision=airing.material_revision_id,
        is_approved=campaign.approved_by_id is not None,
        version=airing.version,
        version_label=found.version.label,
        title=material.title,
        level=airing.level,
        level_label=airing.get_level_display(),
        field=FIELD,
        ward_code=airing.ward_id,
        office=airing.ward.office_name,
        sources=tuple(part.strip() for part in material.sources.split(";") if part.strip()),
        author=bundle.Person(str(author or ""), _local(airing.material_revision.created_at)),
        approver=bundle.Person(str(campaign.approved_by or ""), _local(campaign.approved_at)),
        seconds=airing.seconds,
        syllables=timing.syllables(airing.text),
        hotlines=tuple(hotline.number for hotline in material.hotlines.all()),
        written=scripts.spoken(material, version=found.version).written,
        spoken=airing.text,
        problems=tuple(scripts.problems(material)),
        plays=tuple(_play(one) for one in found.plays),
        sound=_sound(page, found.version, airing.text),
        sheet=sheet_of(airing),
        site=urlsplit(settings.SITE_URL).netloc,
    )


def _play(airing: Airing) -> bundle.Play:
    return bundle.Play(
        id=airing.pk,
        cluster_code=airing.loudspeaker.code,
        cluster_name=airing.loudspeaker.name,
        groups=tuple(group.name for group in airing.loudspeaker.groups.all()),
        starts_at=_local(airing.starts_at),
        seconds=airing.seconds,
        position=airing.position,
        is_cancelled=airing.state == State.CANCELLED,
    )


def _sound(page: MaterialPage, version: Version, text: str) -> bundle.Sound | None:
    """Return the approved recording of exactly these words, if there is one."""
    rows = recordings.approved(page, version=version)
    row = next((one for one in rows if recordings.reads(one, text)), None)
    if row is None:
        return None
    with row.recording.file.open("rb") as file:
        return bundle.Sound(file.read(), row.recording.origin)


def _local(at: datetime | None) -> datetime:
    return timezone.localtime(at or timezone.now())
