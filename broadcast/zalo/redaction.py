"""Keeps bot tokens out of the lines of loggers that write whole addresses, whatever the handler."""

import logging

from cms.redaction import redact

_TALKATIVE = ("httpx", "zalo_bot")


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


def guard_loggers(*talkative: logging.Logger) -> None:
    """Redact at the loggers that are known to write whole addresses, whatever LOGGING says.

    A handler's filter comes too late for handlers that others add (a test's, an error reporter's).
    The ``talkative`` ones write texts and secrets of every call when they debug: they do not.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_FILTER)
    for logger in talkative:
        logger.setLevel(logging.WARNING)
