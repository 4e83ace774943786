"""Which database is in use, and how it is reached.

SQLite in WAL mode with IMMEDIATE transactions is the embedded default; ``DATABASE_URL``
(``postgresql://user:password@host:port/name``) chooses PostgreSQL for production.
"""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
    " PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
)


def configuration(url: str, *, sqlite_path: Path, pool_size: int = 0) -> dict[str, Any]:
    """Return Django's ``DATABASES["default"]`` for ``url`` ("" means SQLite at ``sqlite_path``).

    ``pool_size`` is for web processes on PostgreSQL: their threads share that many connections at
    most. Everything else has one connection for each thread and keeps it, as
    ``cms/worker_connections.py`` explains.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Django refuses a pool together with connections of its own that last.
        "CONN_MAX_AGE": 0 if pool_size else 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "keepalives_idle": 30,
            "application_name": f"lantoa-{Path(sys.argv[0]).stem}"[:40],
            **({"pool": _pool(pool_size)} if pool_size else {}),
        },
    }


def _pool(size: int) -> dict[str, Any]:
    """Return the options of psycopg's pool: a request waits at most ten seconds for its turn."""
    return {"min_size": 1, "max_size": size, "timeout": 10, "max_idle": 300}
