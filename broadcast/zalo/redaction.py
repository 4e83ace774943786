"""Keeps bot tokens out of every log line."""

import logging
import re

_TOKEN_IN_PATH = re.compile(r"/bot[^/\s]+")


class TokenFilter(logging.Filter):
    """Replace ``/bot<token>`` by ``/bot***`` in the finished message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        redacted = _TOKEN_IN_PATH.sub("/bot***", message)
        if redacted != message:
            record.msg, record.args = redacted, None
        return True
