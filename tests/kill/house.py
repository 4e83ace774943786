"""Where a laboratory lives: its folder, its ports, and the environment of all its processes."""

import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = "kill-laboratory"
# How many calls one worker keeps under way; as many may be in doubt when it is killed.
IN_FLIGHT = 10
LEASE_SECONDS = 1
LIMIT_SECONDS = 2


@dataclass(frozen=True, slots=True)
class House:
    """The folder and ports of one laboratory; the same ones in each of its runs."""

    folder: Path
    database: str
    web: int
    zalo: int
    redis: int
    postgres: int

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def world(self) -> Path:
        """The file that says what the ward holds before any run."""
        return self.folder / "world.json"

    @property
    def record(self) -> Path:
        """The file in which Zalo says at the end of a run what it has accepted."""
        return self.folder / "zalo.json"

    def furnish(self) -> None:
        """Set the environment, before Django is loaded."""
        (self.var / "static").mkdir(parents=True, exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)
        is_sqlite = self.database == "sqlite"
        os.environ.update(
            DJANGO_SETTINGS_MODULE="tests.kill.settings",
            LANTOA_VAR=str(self.var),
            LANTOA_DEMO="1",
            SECRET_KEY="kill",
            PORT=str(self.web),
            SITE_URL=f"http://127.0.0.1:{self.web}",
            ZALO_BOT_BASE_URL=f"http://127.0.0.1:{self.zalo}",
            DATABASE_URL=""
            if is_sqlite
            else f"postgresql://lantoa:@127.0.0.1:{self.postgres}/lantoa",
            CELERY_BROKER_URL=f"redis://127.0.0.1:{self.redis}/0",
            LANTOA_QUIET_FROM="00:00",
            LANTOA_QUIET_UNTIL="00:00",
            LANTOA_IN_FLIGHT=str(IN_FLIGHT),
            LANTOA_LEASE_SECONDS=str(LEASE_SECONDS),
            LANTOA_SENDING_LIMIT_SECONDS=str(LIMIT_SECONDS),
            ZALO_PER_SECOND="0",
            ZALO_CHAT_SECONDS="0",
        )


def build(database: str) -> House:
    """Return a house of its own, with free ports."""
    folder = Path(tempfile.mkdtemp(prefix="lantoa-kill-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user than root
    web, zalo, redis, postgres = free_ports(4)
    return House(folder, database, web=web, zalo=zalo, redis=redis, postgres=postgres)


def free_ports(count: int) -> list[int]:
    """Return ports on the loopback address that nobody uses."""
    sockets = [socket.socket() for _ in range(count)]
    for probe in sockets:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in sockets]
    for probe in sockets:
        probe.close()
    return ports
