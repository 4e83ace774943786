"""The script is frozen and handed over to the leader; handed over is not yet aired."""

from collections.abc import Sequence
from typing import Any

from broadcast import rendering
from broadcast.carriers.leader_relay import BY_PAGE
from broadcast.carriers.port import Message, Receipt, SendError
from broadcast.models import Delivery
from campaigns.models import ChannelKind, Occurrence


class Loudspeaker:
    """Puts the script on the leader's page, to be read out or printed."""

    kind = ChannelKind.LOUDSPEAKER

    def problems(self, body: str, channel: Any) -> list[str]:
        return [] if body.strip() else ["Tư liệu chưa có bài phát thanh."]

    def render(self, occurrence: Occurrence) -> Message:
        return rendering.script(occurrence)

    def send(self, deliveries: Sequence[Delivery]) -> list[Receipt | SendError]:
        return [BY_PAGE for _ in deliveries]
