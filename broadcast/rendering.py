"""An occurrence as the message that its groups get: the approved revision and nothing newer."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from broadcast.carriers.port import Message
from campaigns.models import Occurrence
from cms import bodies, scripts
from cms.previews import picture_bytes
from media import poster as maker
from outreach import links
from outreach.models import ResidentialGroup, TrackedLink

PICTURES = "z"


def material_of(occurrence: Occurrence) -> Any:
    """Return the material as it was approved."""
    return occurrence.material_revision.as_object()


def _hotlines(material: Any, occurrence: Occurrence) -> tuple[bodies.HotlineLine, ...]:
    return bodies.hotlines_of(material, today=timezone.localdate(occurrence.due_at))


def zalo(occurrence: Occurrence) -> Message:
    """Return the Zalo text with this occurrence's own public link, and its picture."""
    material = material_of(occurrence)
    link = links.create(
        ward=occurrence.ward,
        material=material,
        channel=TrackedLink.Channel.ZALO,
        campaign_code=occurrence.campaign.code,
        print_batch=str(occurrence.pk),
        label=str(occurrence),
    )
    text = bodies.zalo(
        material,
        hotlines=_hotlines(material, occurrence),
        link_url=f"{settings.SITE_URL}{link.path}",
        office=occurrence.ward.office_name,
    )
    return message(text, picture_url=picture(material, occurrence))


def script(occurrence: Occurrence) -> Message:
    """Return the full loudspeaker script as it is read out, hotlines said twice."""
    day = timezone.localdate(occurrence.due_at)
    return message(scripts.spoken(material_of(occurrence), today=day).spoken)


def poster(occurrence: Occurrence) -> Message:
    """Return the poster's words, and draw a code for each group: the PDF is made when opened."""
    material = material_of(occurrence)
    day = timezone.localdate(occurrence.due_at)
    for group in occurrence.item.audience.groups_on(day):
        group_link(occurrence, group, material=material)
    return message(f"{material.poster_headline}\n{material.poster_lines}")


def group_link(occurrence: Occurrence, group: ResidentialGroup, *, material: Any) -> TrackedLink:
    """Return the code printed on the group's poster of this occurrence."""
    return links.create(
        ward=occurrence.ward,
        material=material,
        channel=TrackedLink.Channel.QR,
        campaign_code=occurrence.campaign.code,
        group=group,
        print_batch=str(occurrence.pk),
        label=f"Áp phích {group}",
    )


def message(text: str, *, picture_url: str = "") -> Message:
    """Freeze ``text`` and the picture under one hash."""
    return Message(text, picture_url, sha256(f"{text}\n{picture_url}".encode()).hexdigest())


def picture(material: Any, occurrence: Occurrence) -> str:
    """Return the public address of the occurrence's picture; "" without a headline."""
    hotlines = _hotlines(material, occurrence)
    return picture_of(material, hotlines=hotlines, office=occurrence.ward.office_name)


def picture_of(material: Any, *, hotlines: Sequence[bodies.HotlineLine], office: str) -> str:
    """Draw the square picture once and return its public address; "" without a headline.

    The name is the hash of the content, so an address never shows another picture than it did.
    """
    if not material.poster_headline.strip():
        return ""
    drawn = maker.jpeg(
        bodies.poster(
            material,
            hotlines=hotlines,
            office=office,
            link="",
            qr_data="",
            picture=picture_bytes(material),
        )
    )
    name = f"{sha256(drawn).hexdigest()[:16]}.jpg"
    path = Path(settings.MEDIA_ROOT) / PICTURES / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn)
    return f"{settings.SITE_URL}{settings.MEDIA_URL}{PICTURES}/{name}"
