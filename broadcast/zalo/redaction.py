"""Keeps bot tokens out of every log line, traceback included."""

import logging
import re

# A host may well be called bot-api: only a step of a path is meant.
_TOKEN_IN_PATH = re.compile(r"(?<!/)/bot[^/\s\"'?#]+")
_TALKATIVE = ("httpx", "zalo_bot")


def redact(text: str) -> str:
    """Replace ``/bot<token>`` by ``/bot***`` wherever an address stands in ``text``."""
    return _TOKEN_IN_PATH.sub("/bot***", text)


class TokenFilter(logging.Filter):
    """Redact the finished message and, where there is one, its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        redacted = redact(message)
        if redacted != message:
            record.msg, record.args = redacted, None
        if record.exc_info:
            text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_text = redact(text)
        return True


_FILTER = TokenFilter()


def guard_loggers() -> None:
    """Redact at the loggers that are known to write whole addresses, whatever LOGGING says.

    A handler's filter comes too late for handlers that others add (a test's, an error reporter's).
    """
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_FILTER)
