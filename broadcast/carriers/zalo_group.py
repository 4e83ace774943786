"""The bot writes into the group's own Zalo group (beta); a refusal falls back to the leader."""

from typing import Any

from broadcast import rendering
from broadcast.carriers.port import Due, Message, Outgoing, Receipt, Refused, SendError
from broadcast.models import ZaloLink
from campaigns.models import ChannelKind, Occurrence
from media.text import utf16_units

MOST_UNITS = 1800


class ZaloGroup:
    """Posts straight into a linked group."""

    kind = ChannelKind.ZALO_GROUP

    def problems(self, body: str, channel: Any) -> list[str]:
        found = []
        if utf16_units(body) > MOST_UNITS:
            found.append("Tin dài quá 1.800 ký tự: viết ngắn lại.")
        linked = ZaloLink.objects.filter(
            group=channel.group_id, kind=ZaloLink.Kind.GROUP, state=ZaloLink.State.ACTIVE
        )
        if not linked.exists():
            found.append("Nhóm Zalo chưa liên kết với bot của xã, phường.")
        return found

    def render(self, occurrence: Occurrence) -> Message:
        return rendering.zalo(occurrence)

    def leave(self, due: Due) -> Outgoing | Receipt | SendError:
        """Post into the linked group."""
        if due.bot_id is None:
            return Refused("Nhóm Zalo chưa liên kết với bot.", code="no_link")
        return Outgoing(due, due.chat_id, due.text, due.picture_url)

    def judge(self, due: Due, answer: Receipt | SendError) -> Receipt | SendError:
        return answer
