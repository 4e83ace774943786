"""How Gunicorn serves the site: ``gunicorn cms.wsgi --config python:cms.serving``.

The access log holds nothing about a reader: no address, no browser, no referrer, no query, and of
public pages not even which one. It is there to see how the officers' and leaders' pages fare.
"""

import os
from datetime import timedelta
from typing import Any

import structlog
from gunicorn.glogging import Logger

from cms import environment, logs
from cms.redaction import redact

# The first steps of the addresses that may be named; personal tokens in them become stars.
_NAMED = ("/admin/", "/t/", "/loa/", "/zalo/", "/healthz", "/readyz", "/metrics")
PUBLIC = "/…"


class QuietLogger(Logger):
    """Gunicorn's own lines through the site's log, and one event for each answer."""

    def setup(self, cfg: Any) -> None:
        """Write Gunicorn's own lines as the site writes its own."""
        super().setup(cfg)
        is_readable = environment.flag("LANTOA_DEMO") or environment.flag("DEBUG")
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.formatter(is_readable=is_readable))

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Drop the query from the address that Gunicorn names when an answer fails."""
        super().exception(msg, *map(_without_query, args), **kwargs)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write one line about an answer; called by the worker."""
        if self.cfg.accesslog:
            structlog.get_logger("lantoa.web").info(
                "answered",
                method=environ.get("REQUEST_METHOD", "")[:8],
                path=shown(environ.get("PATH_INFO", "")),
                status=int(str(resp.status).split()[0]),
                milliseconds=round(request_time.total_seconds() * 1000),
                bytes=getattr(resp, "sent", 0) or 0,
            )


def _without_query(value: Any) -> Any:
    return value.partition("?")[0] if isinstance(value, str) and value.startswith("/") else value


def shown(path: str) -> str:
    """Return what of ``path`` (without a query) may stand in a log."""
    return redact(path) if path.startswith(_NAMED) else PUBLIC


bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = environment.number("WEB_PROCESSES", 2)
threads = environment.number("WEB_THREADS", 4)
# The threads of a process share a pool of connections. It is opened at the first query, so after
# the fork; no other kind of process has one (cms/worker_connections.py).
os.environ.setdefault("DATABASE_POOL", str(threads))
# systemd waits longer than this (TimeoutStopSec), so that answers under way are finished.
graceful_timeout = environment.number("WEB_GRACE_SECONDS", 20)
timeout = 60
max_requests, max_requests_jitter = 5000, 500
logger_class = QuietLogger
loglevel = "warning"
accesslog = "-" if environment.flag("ACCESS_LOG") else None
control_socket_disable = True
