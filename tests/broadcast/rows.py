"""Rows of the ledger made by hand, for tests of what stands beside the sending engine."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from broadcast import tallies
from broadcast.models import Channel, Delivery, ZaloBot, ZaloLink
from campaigns.models import Campaign, ChannelKind, Occurrence
from outreach.models import ResidentialGroup, Ward
from tests import making


def campaign(of: Ward, **fields: Any) -> Campaign:
    """Return a campaign that counts as approved, without its way through the ward's leaders."""
    fields.setdefault("of_material", making.draft(of))
    made = making.campaign(of, is_approved=False, **fields)
    Campaign.objects.filter(pk=made.pk).update(
        state=Campaign.State.APPROVED,
        approved_by=making.approver(of),
        approved_at=timezone.now() - timedelta(days=2),
        approved_revision=made.latest_revision,
    )
    return Campaign.objects.get(pk=made.pk)


def occurrence(of: Campaign, *, due_at: datetime | None = None, hours: int = 48) -> Occurrence:
    """Return an occurrence of the campaign's only item, fanned out with no rows yet."""
    due_at = due_at or timezone.now()
    return Occurrence.objects.create(
        item=of.items.get(),
        campaign=of,
        ward_id=of.ward_id,
        channel_kind=of.items.get().channel_kind,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=hours),
        campaign_revision_id=of.approved_revision_id,
        material_revision_id=of.approved_revision_id,
        fanned_out_at=due_at,
    )


def fill(of: Occurrence, state: str = "planned", **fields: Any) -> list[Delivery]:
    """Give every group of the ward a delivery in ``state`` at ``of``, as a fan-out would."""
    values: dict[str, Any] = {
        "lane": -int(of.ward_id),
        "next_attempt_at": of.due_at,
        "text": "Bà con hỏi kỹ trước khi nhận việc.",
        "content_sha256": "0" * 64,
        "reason": "" if state in {"planned", "sent"} else "Chưa rõ vì sao.",
        **fields,
    }
    if state == "sending":
        values.setdefault("sending_at", timezone.now())
    channels = Channel.objects.filter(ward=of.ward_id, kind=of.channel_kind)
    made = Delivery.objects.bulk_create(
        Delivery(
            occurrence=of,
            channel=channel,
            ward_id=of.ward_id,
            state=state,
            due_at=of.due_at,
            expires_at=of.expires_at,
            **values,
        )
        for channel in channels.order_by("group__position")
    )
    tallies.note({(of.pk, state): len(made)}, at=timezone.now())
    return made


def running(*, groups: int = 3, state: str = "planned", **fields: Any) -> Occurrence:
    """Return an occurrence of a fresh ward, with a delivery for each of its groups."""
    made = occurrence(campaign(making.ward(groups=groups)))
    fill(made, state, **fields)
    return made


def moved(row: Delivery, to: str, **fields: Any) -> None:
    """Do to ``row`` what the sending engine does: change its state and note it."""
    before = Delivery.objects.values_list("state", flat=True).get(pk=row.pk)
    Delivery.objects.filter(pk=row.pk).update(state=to, **fields)
    tallies.moved([(row.occurrence_id, before)], to=to, at=timezone.now())


def truth(of: Occurrence) -> dict[str, int]:
    """Return the numbers by state as counting the rows gives them."""
    folded = {"claimed": "planned", "sending": "planned"}
    states = Delivery.objects.filter(occurrence=of).values_list("state", flat=True)
    return dict(Counter(folded.get(state, state) for state in states))


def bot(of: Ward, name: str = "Bot phường", **fields: Any) -> ZaloBot:
    """Return a bot of the ward that no test ever writes through."""
    return ZaloBot.objects.create(ward=of, display_name=name, token_encrypted=b"", **fields)


def link(
    to: ZaloBot, *groups: ResidentialGroup, kind: ZaloLink.Kind = ZaloLink.Kind.DIRECT
) -> None:
    """Link groups, or their leaders, to the bot."""
    for group in groups:
        if kind == ZaloLink.Kind.GROUP:
            Channel.objects.get_or_create(
                ward_id=to.ward_id, group=group, kind=ChannelKind.ZALO_GROUP
            )
        ZaloLink.objects.create(
            ward_id=to.ward_id,
            bot=to,
            kind=kind,
            group=group,
            chat_id=f"{kind}-{group.pk}",
            state=ZaloLink.State.ACTIVE,
            confirmed_by=making.officer(to.ward),
            confirmed_at=timezone.now(),
        )
