"""The link printed on a sheet: it opens one airing, without a name or a password, for a week.

Whoever holds the sheet may say what became of the airing; the group that says it is named, and
so its leader is the witness.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from broadcast.models import Airing
from outreach.models import Leader

OPEN_FOR = timedelta(days=7)
_SIGNER = Signer(salt="broadcast.airing")


def token(airing: Airing) -> str:
    """Return the last part of the address."""
    return _SIGNER.sign(str(airing.pk)).replace(":", ".")


def address(airing: Airing) -> str:
    """Return the full address that the sheet's code holds."""
    return f"{settings.SITE_URL}{reverse('airing', args=[token(airing)])}"


def airing_of(text: str, *, now: datetime) -> Airing | None:
    """Return the airing of the link while it is open; None for any other text."""
    try:
        pk = _SIGNER.unsign(text.replace(".", ":"))
    except BadSignature:
        return None
    rows = Airing.objects.select_related("loudspeaker", "ward", "occurrence__item__material")
    found: Airing | None = rows.filter(pk=pk).first()
    return found if found and now < found.starts_at + OPEN_FOR else None


def witnesses(airing: Airing) -> list[Leader]:
    """Return the leaders in office of the groups that hear this cluster, a group once."""
    day = airing.starts_at.date()
    rows = Leader.objects.filter(group__in=airing.loudspeaker.groups.all()).select_related("group")
    first: dict[int, Leader] = {}
    for leader in rows.in_office(day).order_by("group", "pk"):
        first.setdefault(leader.group_id, leader)
    return list(first.values())
