"""What no log line may hold, whoever wrote it: bot tokens, personal links, telephone numbers."""

import re
from collections.abc import Mapping
from typing import Any

# A host may well be called bot-api: only a step of a path is meant.
_TOKEN_IN_PATH = re.compile(r"(?<!/)/bot[^/\s\"'?#]+")
# The leader's page, a printed sheet's page, a school's status page, a bot's inbound address.
_PERSONAL_PATH = re.compile(r"/(t|loa|truong-hoc|zalo/hook)/[^/\s\"'?#]+")
# A token as Zalo writes it, wherever it stands: the bot's number, a colon, the secret.
_BARE_TOKEN = re.compile(r"(?<![\w:.])\d{4,}:[A-Za-z0-9_-]{6,}")
# National numbers begin with 0, international ones with 84; people group their digits as they like.
_PHONE = re.compile(
    r"(?<![\w.,:+-])(?:(?:\+|00)84|\(\+84\)|84|\(?0)(?=[\d ().-])(?:[ .()-]{0,2}\d){8,10}(?!\d)"
)
_DECIMAL = re.compile(r"0\.\d+|84\.\d+")


def redact(text: str) -> str:
    """Replace every secret in ``text`` by stars; what it was about stays readable."""
    text = _TOKEN_IN_PATH.sub("/bot***", text)
    text = _PERSONAL_PATH.sub(r"/\1/***", text)
    text = _BARE_TOKEN.sub("***", text)
    return _PHONE.sub(_star_unless_decimal, text)


def _star_unless_decimal(found: re.Match[str]) -> str:
    return found.group() if _DECIMAL.fullmatch(found.group()) else "***"


def redact_all(value: Any) -> Any:
    """Return ``value`` with every text in it redacted, however deep; other things by their text."""
    if isinstance(value, bool | float | None):
        return value
    if isinstance(value, int):
        text = str(value)
        clean = redact(text)
        return value if clean == text else clean
    if isinstance(value, Mapping):
        return {redact(str(key)): redact_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact_all(item) for item in value]
    return redact(str(value))
