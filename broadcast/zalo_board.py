"""What an officer sees of the ward's Zalo: who waits, and which groups are linked."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from broadcast import link_proof
from broadcast.models import ZaloLink
from outreach.models import Leader, ResidentialGroup

Kind, State = ZaloLink.Kind, ZaloLink.State


@dataclass(slots=True)
class Row:
    """One group: who leads it, and its two links where there are any."""

    group: ResidentialGroup
    leaders: list[Leader] = field(default_factory=list)
    direct: ZaloLink | None = None
    in_group: ZaloLink | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link that waits for the officer's word."""

    link: ZaloLink
    is_stranger: bool


def waiting(user: Any) -> list[Waiting]:
    """Return the links that wait for ``user``, the oldest first."""
    rows = ZaloLink.objects.visible_to(user).filter(state=State.PENDING)
    links = rows.select_related("group", "leader", "bot").order_by("claimed_at", "pk")
    return [
        Waiting(link, link.kind == Kind.GROUP and not link_proof.is_from_leader(link))
        for link in links
    ]


def groups(user: Any) -> list[Row]:
    """Return every group of the ward with its links, in the ward's order."""
    existing = ResidentialGroup.objects.visible_to(user).filter(valid_to=None)
    rows = {group.pk: Row(group) for group in existing.order_by("position", "name")}
    in_office = Leader.objects.visible_to(user).in_office(timezone.localdate())
    for leader in in_office.order_by("is_deputy", "name"):
        if row := rows.get(leader.group_id):
            row.leaders.append(leader)
    links = ZaloLink.objects.visible_to(user).filter(state__in=[State.ACTIVE, State.NEEDS_RELINK])
    # In force last: it hides an older one that needs to be linked again.
    for link in links.select_related("bot", "leader").order_by("-state", "pk"):
        if row := rows.get(link.group_id):
            setattr(row, "direct" if link.kind == Kind.DIRECT else "in_group", link)
    return list(rows.values())
