"""Rows of the ledger in a given state, without the way that leads there."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadcast.models import Channel, Delivery
from campaigns import planning
from campaigns.models import CampaignItem, Occurrence
from outreach.models import Ward
from tests import making


def planned(ward: Ward, *, count: int, **values: Any) -> list[Delivery]:
    """Return ``count`` deliveries of one occurrence that has just become due."""
    now = timezone.now()
    occurrence = Occurrence.objects.filter(ward=ward).first() or _occurrence(ward)
    channels = list(Channel.objects.filter(ward=ward))
    given = {"due_at": now, "next_attempt_at": now, "expires_at": now + timedelta(days=2), **values}
    return Delivery.objects.bulk_create(
        Delivery(
            occurrence=occurrence,
            channel=channels[number % len(channels)],
            ward=ward,
            part=number // len(channels) + 1,
            content_sha256="0" * 64,
            **given,
        )
        for number in range(count)
    )


def _occurrence(ward: Ward) -> Occurrence:
    due = making.next_morning()
    making.campaign(ward, due=due)
    CampaignItem.objects.update(on_date=due.date())
    planning.spawn_due(due)
    return Occurrence.objects.get(ward=ward)
