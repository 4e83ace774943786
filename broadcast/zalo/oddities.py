"""What came in and should not be settled by a machine: the officer is told."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from broadcast.models import InboundEvent, ZaloBot
from broadcast.zalo.forgetting import KEPT_FOR

Result = InboundEvent.Result


def untold(user: Any, *, now: datetime) -> QuerySet[InboundEvent]:
    """Return what ``user`` should know of and nobody has marked as seen, newest first."""
    return InboundEvent.objects.filter(
        bot__in=ZaloBot.objects.visible_to(user),
        result__in=[Result.BLOCKED, Result.CONFLICT, Result.STOP_ASKED],
        received_at__gte=now - KEPT_FOR,
        seen_at=None,
    )
