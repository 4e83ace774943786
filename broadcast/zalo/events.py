"""What a webhook's body says, read without believing it (pure).

Both shapes that have been seen live are read: wrapped in an envelope, and flat. Any field may be
missing or of a wrong type, and whatever is too long, invisible or not text is cut away.
"""

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

PRIVATE, GROUP = "PRIVATE", "GROUP"
KNOWN = frozenset(
    f"message.{what}.received" for what in ("text", "image", "sticker", "voice", "unsupported")
)
LONGEST_ID, LONGEST_NAME, LONGEST_TEXT = 80, 120, 2_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event; every field is text that a database takes, "" where there was none."""

    kind: str = ""
    chat_type: str = ""
    chat_id: str = ""
    sender_id: str = ""
    sender_name: str = ""
    is_bot: bool = False
    text: str = ""
    message_id: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it is a person's message in a kind of chat that we know."""
        has_ids = bool(self.chat_id and self.sender_id)
        return has_ids and self.kind in KNOWN and self.chat_type in {PRIVATE, GROUP}


def read(body: str) -> Incoming | None:
    """Return what ``body`` says, or None for what is no JSON object."""
    try:
        data = json.loads(body.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    inner = data.get("result")
    event = inner if isinstance(inner, dict) else data
    message = _object(event, "message")
    sender, chat = _object(message, "from"), _object(message, "chat")
    return Incoming(
        kind=_text(event.get("event_name"), 40),
        chat_type=_text(chat.get("chat_type"), 20),
        chat_id=_text(chat.get("id"), LONGEST_ID),
        sender_id=_text(sender.get("id"), LONGEST_ID),
        sender_name=_text(sender.get("display_name"), LONGEST_NAME),
        is_bot=sender.get("is_bot") is True,
        text=_text(message.get("text"), LONGEST_TEXT)
        or _text(message.get("caption"), LONGEST_TEXT),
        message_id=_text(message.get("message_id"), LONGEST_ID + 1),
    )


def _object(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _text(value: object, limit: int) -> str:
    """Return a text or a whole number as clean text: no control, bidi or half characters."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**LONGEST_ID else ""
    if not isinstance(value, str):
        return ""
    seen = (_visible(letter) for letter in unicodedata.normalize("NFC", value[: 4 * limit]))
    return "".join(seen).strip()[:limit]


def _visible(letter: str) -> str:
    if letter in "\r\n\t":
        return " "
    return "" if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn", "Co"} else letter
