"""The base path is a person: the leader's page, and a message where a bot is linked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadcast import bots, rendering
from broadcast.carriers.port import Message, NotSent, Receipt, Refused, SendError
from broadcast.models import Delivery, ZaloLink
from campaigns.models import ChannelKind, Occurrence

# After this long the page alone carries the item: the leader is not kept waiting for a bot.
PAGE_AFTER = timedelta(minutes=30)
BY_PAGE = Receipt(message_id="", via="page", sent_at=None)


class LeaderRelay:
    """Hands the item to the leader; complete without any bot."""

    kind = ChannelKind.LEADER_RELAY

    def problems(self, body: str, channel: Any) -> list[str]:
        return [] if body.strip() else ["Tư liệu chưa có tin nhắn Zalo."]

    def render(self, occurrence: Occurrence) -> Message:
        return rendering.zalo(occurrence)

    def send(self, deliveries: Sequence[Delivery]) -> list[Receipt | SendError]:
        """Write to the leaders who have linked the bot; the page serves everybody else."""
        answers = bots.deliver(deliveries, kind=ZaloLink.Kind.DIRECT)
        return [
            self._settled(delivery, answer)
            for delivery, answer in zip(deliveries, answers, strict=True)
        ]

    def _settled(
        self, delivery: Delivery, answer: Receipt | SendError | None
    ) -> Receipt | SendError:
        has_waited = timezone.now() - delivery.due_at >= PAGE_AFTER
        if answer is None or isinstance(answer, Refused):
            return BY_PAGE
        if isinstance(answer, NotSent) and has_waited:
            return BY_PAGE
        return answer
