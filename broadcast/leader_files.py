"""The files a leader opens: the script in large print, the group's own poster."""

from django.conf import settings
from django.utils import timezone

from broadcast import rendering, sheets
from broadcast.models import Delivery
from cms import bodies
from cms.previews import picture_bytes
from media import poster, script_sheet
from media.versions import Version
from outreach.models import Leader


def sheet(delivery: Delivery, *, confirm_url: str, size_pt: int = 20) -> script_sheet.Sheet:
    """Return the large-print sheet of a frozen loudspeaker script."""
    occurrence = delivery.occurrence
    return sheets.of_script(
        delivery.text,
        material=occurrence.material_revision.as_object(),
        campaign=occurrence.campaign,
        code=f"{delivery.ward_id}-{occurrence.pk}",
        version=Version.FULL,
        revision=occurrence.material_revision_id,
        day=timezone.localdate(delivery.due_at),
        confirm_url=confirm_url,
        size_pt=size_pt,
    )


def group_poster(delivery: Delivery) -> poster.Poster:
    """Return the poster of one group, with the group's own code."""
    occurrence = delivery.occurrence
    material = occurrence.material_revision.as_object()
    link = rendering.group_link(occurrence, delivery.channel.group, material=material)
    address = f"{settings.SITE_URL}{link.path}"
    return bodies.poster(
        material,
        hotlines=bodies.hotlines_of(material, today=timezone.localdate(delivery.due_at)),
        office=delivery.ward.office_name,
        link=address.split("://", 1)[-1],
        qr_data=address.upper(),
        picture=picture_bytes(material),
    )


def personal_address(leader: Leader, token: str) -> str:
    """Return the full address of the leader's page."""
    return f"{settings.SITE_URL}/t/{token}/"
