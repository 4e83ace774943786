"""The base path is a person: the leader's page, and a message where a bot is linked."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadcast import rendering
from broadcast.carriers.port import Due, Message, NotSent, Outgoing, Receipt, Refused, SendError
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

    def leave(self, due: Due) -> Outgoing | Receipt | SendError:
        """Write to the leader who has linked the bot; the page serves everybody else."""
        if due.bot_id is None:
            return BY_PAGE
        return Outgoing(due, due.chat_id, due.text, due.picture_url)

    def judge(self, due: Due, answer: Receipt | SendError) -> Receipt | SendError:
        """Let the page carry what the bot could not, at once or after a while."""
        has_waited = timezone.now() - due.due_at >= PAGE_AFTER
        if isinstance(answer, Refused) or (isinstance(answer, NotSent) and has_waited):
            return BY_PAGE
        return answer
