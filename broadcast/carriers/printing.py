"""Posters for each group, each with the group's own code, handed over to be printed and hung."""

from typing import Any

from broadcast import rendering
from broadcast.carriers.leader_relay import BY_PAGE
from broadcast.carriers.port import Due, Message, Outgoing, Receipt, SendError
from campaigns.models import ChannelKind, Occurrence


class Printing:
    """Puts the group's poster on the leader's page."""

    kind = ChannelKind.PRINTING

    def problems(self, body: str, channel: Any) -> list[str]:
        return [] if body.strip() else ["Tư liệu chưa có áp phích."]

    def render(self, occurrence: Occurrence) -> Message:
        return rendering.poster(occurrence)

    def leave(self, due: Due) -> Outgoing | Receipt | SendError:
        return BY_PAGE

    def judge(self, due: Due, answer: Receipt | SendError) -> Receipt | SendError:
        return answer
