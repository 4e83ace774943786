"""Answers as they go over the wire, in both styles that have been seen live."""

import json
from dataclasses import dataclass
from typing import Any

STYLES = ("http200", "mapped")
DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Internal server error",  # so it is documented
    404: "Not Found",
    408: "Request timeout",
    429: "Quota exceeded",
}


class ApiError(Exception):
    """What the API answers instead of a result."""

    def __init__(self, code: int, description: str = "") -> None:
        super().__init__(description)
        self.code = code
        self.description = description or DESCRIPTIONS.get(code, "Error")


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. ``delay`` in seconds; ``is_cut`` promises more bytes than it sends and
    ``is_dropped`` closes the connection without a word.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0
    is_cut: bool = False
    is_dropped: bool = False


def good(result: Any = None) -> Answer:
    """Wrap a result; ``None`` leaves the field out, as sendChatAction does."""
    data = {"ok": True} if result is None else {"ok": True, "result": result}
    return Answer(body=encode(data))


def bad(code: int, description: str = "", *, style: str) -> Answer:
    """Wrap an error: "http200" says it in the body alone, "mapped" also in the status."""
    words = description or DESCRIPTIONS.get(code, "Error")
    body = encode({"ok": False, "description": words, "error_code": code})
    return Answer(status=code if style == "mapped" else 200, body=body)


def encode(data: Any) -> bytes:
    """Write JSON as UTF-8."""
    return json.dumps(data, ensure_ascii=False).encode()
