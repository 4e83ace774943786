"""The script is frozen and handed over to the leader; handed over is not yet aired."""

from typing import Any

from broadcast import rendering
from broadcast.carriers.leader_relay import BY_PAGE
from broadcast.carriers.port import Due, Message, Outgoing, Receipt, SendError
from campaigns.models import ChannelKind, Occurrence


class Loudspeaker:
    """Puts the script on the leader's page, to be read out or printed."""

    kind = ChannelKind.LOUDSPEAKER

    def problems(self, body: str, channel: Any) -> list[str]:
        return [] if body.strip() else ["Tư liệu chưa có bài phát thanh."]

    def render(self, occurrence: Occurrence) -> Message:
        return rendering.script(occurrence)

    def leave(self, due: Due) -> Outgoing | Receipt | SendError:
        return BY_PAGE

    def judge(self, due: Due, answer: Receipt | SendError) -> Receipt | SendError:
        return answer
