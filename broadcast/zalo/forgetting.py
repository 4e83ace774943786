"""What people wrote is not kept: thirty days at most, and then only the keys."""

from datetime import datetime, timedelta

from django.db.models import Q

from broadcast.models import InboundEvent

KEPT_FOR = timedelta(days=30)


def forget_old(*, now: datetime) -> int:
    """Delete what events older than 30 days still hold of people; their keys stay."""
    kept = ~Q(body="") | ~Q(sender_id="")
    old = InboundEvent.objects.filter(kept, received_at__lt=now - KEPT_FOR)
    return old.update(body="", sender_id="", chat_id="", note="")
