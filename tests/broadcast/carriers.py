"""A carrier that answers as it is told."""

from collections.abc import Sequence
from typing import Any, ClassVar

from broadcast import rendering
from broadcast.carriers.port import Message, Receipt, SendError
from campaigns.models import ChannelKind


class MemoryCarrier:
    """Takes the next scripted answer for each delivery; without a script everything is sent."""

    kind = ChannelKind.LEADER_RELAY
    script: ClassVar[list[Any]] = []
    sent: ClassVar[list[int]] = []

    def problems(self, body: str, channel: Any) -> list[str]:
        return []

    def render(self, occurrence: Any) -> Message:
        return rendering.zalo(occurrence)

    def send(self, deliveries: Sequence[Any]) -> list[Receipt | SendError]:
        answers = []
        for delivery in deliveries:
            self.sent.append(delivery.pk)
            answer = self.script.pop(0) if self.script else Receipt(f"m{delivery.pk}", "zalo", None)
            if isinstance(answer, Exception) and not isinstance(answer, SendError):
                raise answer
            answers.append(answer)
        return answers


class MemoryGroup(MemoryCarrier):
    """The same for a bot's own post."""

    kind = ChannelKind.ZALO_GROUP
