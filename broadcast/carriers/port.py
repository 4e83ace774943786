"""What passes through the port between the ledger and whatever carries a message.

``Outgoing`` goes in; a ``Receipt`` or exactly one kind of ``SendError`` comes out. Anything else a
carrier raises is a bug, and the ledger counts it as ``Unknown``.
"""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


class BotEffect(enum.Enum):
    """What an answer means for the bot that sent the message, beyond the message itself."""

    NONE = "none"
    PAUSE = "pause"  # over a quota or a rate: wait, then go on
    STOP = "stop"  # the token is dead: nothing more until a person acts
    BREAKER = "breaker"  # no clear answer: counts towards a pause


class SendError(Exception):
    """A message that has no receipt; only the three kinds below are ever raised.

    ``reason`` is one Vietnamese sentence for the officer; ``code`` is for machines ("not_left",
    "429", "no_answer"…); ``retry_after`` is in seconds, where the other side named a time.
    """

    default_effect = BotEffect.NONE

    def __init__(
        self,
        reason: str,
        *,
        code: str,
        retry_after: int | None = None,
        bot_effect: BotEffect | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.retry_after = retry_after
        self.bot_effect = bot_effect or self.default_effect

    def __repr__(self) -> str:
        return f"{type(self).__name__}(code={self.code!r}, bot_effect={self.bot_effect.name})"


class NotSent(SendError):  # noqa: N818 the ledger's word
    """Surely not delivered: the same row may be tried again later."""


class Refused(SendError):  # noqa: N818 the ledger's word
    """Surely not delivered and never will be: the row fails."""


class Unknown(SendError):  # noqa: N818 the ledger's word
    """The request left and no clear answer came: only a person may send it again."""

    default_effect = BotEffect.BREAKER


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that the other side took the message.

    ``via`` names the way it went ("zalo", "page"…); ``sent_at`` is the other side's time, aware,
    or ``None`` where it told none.
    """

    message_id: str
    via: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one chat; ``key`` comes back with the answer, ``photo_url`` "" if none."""

    key: Any
    chat_id: str
    text: str
    photo_url: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is frozen into every delivery of an occurrence; ``content_sha256`` covers both."""

    text: str
    picture_url: str
    content_sha256: str


@dataclass(slots=True, eq=False)
class Due:
    """A delivery that a worker holds, as plain values.

    ``token`` is that of the one claim that took it: a row whose lease ran out may be claimed anew
    while an older copy is still about, and only the newest may leave.
    ``leaves_at`` is when it may leave; ``number`` counts its attempts, this one included. Where a
    bot will carry it, ``bot_id``, ``link_id`` and ``chat_id`` say which and whereto, ``apart`` how
    long after the bot's message before.
    """

    pk: int
    kind: str
    group_id: int
    occurrence_id: int
    is_urgent: bool
    text: str
    picture_url: str
    due_at: datetime
    leaves_at: datetime
    number: int
    token: str = ""
    bot_id: int | None = None
    link_id: int | None = None
    chat_id: str = ""
    apart: timedelta = timedelta(0)


class Carrier(Protocol):
    """One kind of channel: what it would send, and what it makes of the answer.

    The calls themselves are not its business: a worker keeps those of all carriers in flight
    together. Both methods are quick, open no transaction and touch no model.
    """

    kind: str

    def problems(self, body: str, channel: Any) -> list[str]:
        """Say in Vietnamese what stands in the way of sending ``body`` through ``channel``."""

    def render(self, occurrence: Any) -> Message:
        """Return what every group gets at this occurrence."""

    def leave(self, due: Due) -> Outgoing | Receipt | SendError:
        """Return the message that goes through the bot, or the answer where none is needed."""

    def judge(self, due: Due, answer: Receipt | SendError) -> Receipt | SendError:
        """Return what the answer to the bot's message means for the delivery."""
