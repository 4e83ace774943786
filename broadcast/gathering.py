"""Answers on their way into the ledger: judged, and gathered for one transaction for many."""

import time
from dataclasses import dataclass, field
from typing import NamedTuple

from broadcast.carriers.port import Due, Receipt, SendError, Unknown
from broadcast.carriers.registry import carrier_of
from broadcast.settling import Answered

# Where there is room for more calls nobody waits for answers: they are gathered this long.
AT_EASE = 0.05  # seconds
_BUG = "Không rõ tin đã gửi hay chưa. Hãy kiểm tra nhóm."


class Patience(NamedTuple):
    """Gather until ``enough`` of all calls have been answered, but for no more than ``seconds``."""

    enough: float
    seconds: float


# While one of two drains gathers, the other works; one that is alone would stand still.
ALONE, IN_COMPANY = Patience(1 / 2, 0.003), Patience(3 / 4, 0.02)


@dataclass(slots=True)
class Gathered:
    """What one drain has been answered and not settled yet; at most ``most`` calls at once."""

    most: int
    patience: Patience = ALONE
    answers: list[Answered] = field(default_factory=list)
    _since: float = field(default_factory=time.monotonic)

    def add(self, due: Due, answer: object) -> None:
        """Let the carrier judge an answer; whatever is not an answer counts as unknown."""
        seen = answer if isinstance(answer, Receipt | SendError) else bug(TypeError())
        try:
            judged = carrier_of(due.kind).judge(due, seen)
            if not isinstance(judged, Receipt | SendError):
                judged = bug(TypeError())
        except Exception as error:  # noqa: BLE001 - a bug in a carrier must not lose a row
            judged = bug(error)
        if not self.answers:
            self._since = time.monotonic()
        self.answers.append(Answered(due, seen, judged))

    def begin_anew(self) -> None:
        """Forget what has been settled."""
        self.answers = []
        self._since = time.monotonic()

    def seconds_left(self, *, in_flight: int) -> float:
        """Return how much longer to gather beside ``in_flight`` calls that are under way."""
        if len(self.answers) >= self.patience.enough * self.most:
            return 0.0
        is_at_ease = 2 * (len(self.answers) + in_flight) < self.most
        seconds = AT_EASE if is_at_ease else self.patience.seconds
        return max(0.0, seconds - (time.monotonic() - self._since))


def bug(error: Exception) -> Unknown:
    """Return what a carrier's own error means for a message: it may have left."""
    return Unknown(_BUG, code=f"bug:{type(error).__name__}"[:40])
