"""What came of an event, before anything is answered."""

from dataclasses import dataclass

from broadcast.models import InboundEvent

LONGEST_REPLY = 200  # characters


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event did; ``reply`` "" says nothing, ``note`` is for the officer."""

    result: InboundEvent.Result
    reply: str = ""
    note: str = ""


def fit(text: str, limit: int = LONGEST_REPLY) -> str:
    """Cut ``text`` to ``limit`` characters, at a space where there is one."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:“") + "…"
