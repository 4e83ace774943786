"""Log lines: JSON in production, readable in the demo; every one redacted as the last step.

``settings.LOGGING`` is what ``configuration`` returns, so lines of the standard library (Django,
Celery, Gunicorn, other people's packages) and of structlog take the same way out.
"""

import logging
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from cms.redaction import redact_all

_BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    # A traceback becomes text here, so that it is redacted like any other text.
    structlog.processors.format_exc_info,
    structlog.processors.StackInfoRenderer(),
]
_QUIET = (
    "celery",
    "kombu",
    "httpx",
    "httpcore",
    "zalo_bot",
    "fontTools",
    "django_tasks",
    "wagtail",
)


def redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take the secrets out of a whole event: its words, its values, its traceback."""
    redacted: EventDict = redact_all(event)
    return redacted


def configuration(*, is_readable: bool) -> dict[str, Any]:
    """Return Django's ``LOGGING`` and let structlog's own lines join it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter, "is_readable": is_readable}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            **{name: {"level": "WARNING"} for name in _QUIET},
            # A page that was not found would be a line on what somebody looked for.
            "django.request": {"level": "ERROR"},
        },
    }


def formatter(*, is_readable: bool) -> logging.Formatter:
    """Return what turns a record of structlog or of the standard library into one line."""
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if is_readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    without = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        # Of what others add only the status: Django adds the request, query included, Celery the
        # arguments of a task.
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=["status_code"])],
        processors=[*_BEFORE, without, redact_event, last],
    )
