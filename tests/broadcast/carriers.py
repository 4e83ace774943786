"""A carrier that answers as it is told."""

from typing import Any, ClassVar

from broadcast import rendering
from broadcast.carriers.port import Due, Message, Outgoing, Receipt, SendError
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

    def leave(self, due: Due) -> Outgoing | Receipt | SendError:
        self.sent.append(due.pk)
        answer = self.script.pop(0) if self.script else Receipt(f"m{due.pk}", "zalo", None)
        if isinstance(answer, Exception) and not isinstance(answer, SendError):
            raise answer
        return answer

    def judge(self, due: Due, answer: Receipt | SendError) -> Receipt | SendError:
        return answer


class MemoryGroup(MemoryCarrier):
    """The same for a bot's own post."""

    kind = ChannelKind.ZALO_GROUP
