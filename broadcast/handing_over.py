"""Bulletins that are ready to leave: which airings they serve, and their bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from broadcast import airings, bundle, gate, paper
from broadcast.models import Airing
from cms import recordings, scripts
from cms.models import MaterialPage
from media import timing
from media.versions import Version

State = Airing.State
FIELD = "phap_luat"


@dataclass(frozen=True, slots=True)
class Ready:
    """One version of an approved script with its airings that are still to come.

    ``withdrawn`` were handed over and then cancelled: a calendar must be told.
    """

    plays: tuple[Airing, ...]
    withdrawn: tuple[Airing, ...] = ()

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
        said = sha256(self.first.text.encode()).hexdigest()[:12]
        return f"{self.first.material_revision_id}-{self.first.version}-{self.first.level}-{said}"


def ready(user: Any, *, now: datetime) -> list[Ready]:
    """Return the bulletins whose airings are still to come, the nearest first.

    One bulletin is one text at one level: a reading that was changed between two bookings, or an
    item moved forward, is a bulletin of its own.
    """
    coming = (
        Airing.objects.visible_to(user)
        .filter(starts_at__gte=now)
        .filter(
            Q(state__in=gate.AHEAD) | Q(state=State.CANCELLED, handed_over_at__isnull=False)
        )
        .select_related(
            "loudspeaker", "ward", "material_revision", "occurrence__campaign__approved_by",
            "occurrence__item__material__live_revision",
        )
        .prefetch_related("loudspeaker__groups")
        .order_by("starts_at", "pk")
    )  # fmt: skip
    grouped: dict[tuple[int, str, str, str], list[Airing]] = {}
    for airing in coming:
        key = (airing.material_revision_id, airing.version, airing.level, airing.text)
        grouped.setdefault(key, []).append(airing)
    found = [
        Ready(
            tuple(row for row in rows if row.state != State.CANCELLED),
            tuple(row for row in rows if row.state == State.CANCELLED),
        )
        for rows in grouped.values()
    ]
    return [one for one in found if one.plays]


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


def bulletin_of(found: Ready) -> bundle.Bulletin:
    """Return everything that the bundle says, as plain values."""
    airing = found.first
    material = airing.material_revision.as_object()
    campaign = airing.occurrence.campaign
    page = airing.occurrence.item.material
    author = airing.material_revision.user
    sound = _sound(page, found.version, airing.text)
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
        problems=_problems(found, material, has_sound=sound is not None),
        plays=tuple(_play(one) for one in (*found.plays, *found.withdrawn)),
        sound=sound,
        sheet=paper.sheet_of(airing),
        site=urlsplit(settings.SITE_URL).netloc,
    )


def _problems(found: Ready, material: Any, *, has_sound: bool) -> tuple[str, ...]:
    """Return what keeps the bulletin from leaving, the hotlines as of its last day."""
    if not all(gate.is_current(play) for play in found.plays):
        return (gate.CHANGED,)
    last = max(timezone.localdate(play.starts_at) for play in found.plays)
    silent = () if has_sound else gate.without_sound(found.plays)
    return (*gate.problems(material, day=last), *silent)


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
