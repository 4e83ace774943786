"""The relays that a leader may say "XONG" to, and the four digits by which each is named."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from broadcast import confirming
from broadcast.leaders import SHOWN_FOR
from broadcast.models import Delivery
from campaigns.models import ChannelKind

OPEN = (Delivery.State.SENT, Delivery.State.UNKNOWN)


def code_of(delivery: Delivery) -> str:
    """Return the four digits of a relay: always the same, and no secret."""
    digest = salted_hmac("broadcast.relays", str(delivery.pk), algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:4], 'big') % 10_000:04}"


def of_group(group_id: int, *, at: datetime) -> QuerySet[Delivery]:
    """Return the group's relays of the last week that may be or are confirmed, newest first."""
    return (
        Delivery.objects.filter(
            channel__group=group_id,
            channel__kind=ChannelKind.LEADER_RELAY,
            part=1,
            state__in=[*confirming.CLOSABLE, Delivery.State.CONFIRMED],
            due_at__gte=at - SHOWN_FOR,
            occurrence__cancelled_at=None,
        )
        .select_related("occurrence__item__material")
        .order_by("-due_at", "-pk")
    )
