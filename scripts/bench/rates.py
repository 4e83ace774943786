"""Ways of sending many messages, each run to its end: how fast, and at what cost of processor."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from scripts.bench import processes
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store
from scripts.bench.sinks import beside

BOTS = 8
# As many calls at once as a worker of ours keeps under way by itself.
IN_FLIGHT = 512
TEXT = (
    "Việc nhẹ, lương cao, không cần hợp đồng: hãy hỏi kỹ trước khi nhận lời. Giấy tờ của mình thì "
    "mình giữ. Thấy dấu hiệu lạ, bà con gọi 111, miễn phí, 24 giờ mỗi ngày."
)
ACCEPTED = {"sent", "confirmed"}


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second, and processor time of the sending side for each (µs)."""

    per_second: float
    cpu_us: float

    def __str__(self) -> str:
        return f"{self.per_second:,.0f}/s"


def _rate(messages: int, found: Mapping[str, Any]) -> Rate:
    return Rate(messages / found["seconds"], found["cpu"] / messages * 1e6)


def median(measure: Callable[[], Rate], *, rounds: int) -> Rate:
    """Return the middle one of several runs."""
    return middle([measure() for _ in range(rounds)])


def middle(rates: list[Rate]) -> Rate:
    """Return the median."""
    return sorted(rates, key=lambda rate: rate.per_second)[len(rates) // 2]


def ours(
    store: Store, *, sizes: list[int], workers: int, latency_ms: int, scale: Scale
) -> list[Rate]:
    """Drain deliveries through the ledger until each is accepted: a rate for each size."""
    with beside.http(latency_ms=latency_ms) as sink:
        found = processes.run(
            "drain",
            {"sizes": sizes * scale.rounds, "bots": BOTS, "workers": workers,
             "patience": scale.patience},
            env={
                **store.env, "ZALO_BOT_BASE_URL": sink.url, "LANTOA_IN_FLIGHT": str(IN_FLIGHT),
            },
            patience=3 * scale.rounds * scale.patience,
        )  # fmt: skip
        arrived = sink.figures()["count"]
    accepted = sum(one["states"].get(state, 0) for one in found for state in ACCEPTED)
    planned = sum(sizes) * scale.rounds
    if not accepted == arrived == planned:
        raise processes.FailedError(f"{accepted} accepted, {arrived} arrived, {planned} planned")
    return [
        middle([_rate(size, one) for one in found[number :: len(sizes)]])
        for number, size in enumerate(sizes)
    ]


def bare(*, messages: int, latency_ms: int, scale: Scale) -> Rate:
    """Post as many messages with the engine's HTTP client alone."""
    with beside.http(latency_ms=latency_ms) as sink:
        found = processes.run(
            "bare",
            {"url": sink.url, "messages": messages, "bots": BOTS, "text": TEXT,
             "in_flight": IN_FLIGHT},
            env={"DJANGO_SETTINGS_MODULE": ""},
            patience=scale.patience,
        )  # fmt: skip
        if (arrived := sink.figures()["count"]) != messages:
            raise processes.FailedError(f"{arrived} of {messages} arrived")
    return _rate(messages, found)


def post_office(database: str, *, messages: int, workers: int, scale: Scale) -> Rate:
    """Send as many letters with django-post_office's bulk queue."""
    with beside.smtp() as port:
        found = processes.run(
            "post_office",
            {"messages": messages, "text": TEXT, "workers": workers},
            env=peers_env(database) | {"SMTP_PORT": str(port)},
            patience=scale.patience,
        )
    return _rate(messages, found)


def celery(database: str, *, messages: int, workers: int, is_reusing: bool, scale: Scale) -> Rate:
    """Send with one Celery task for each message, timed from the first arrival to the last."""
    with beside.http() as sink:
        env = peers_env(database) | {
            "ZALO_BOT_BASE_URL": sink.url,
            "REUSE_CONNECTIONS": "1" if is_reusing else "",
        }
        arguments = {"messages": messages, "text": TEXT}
        processes.run("queue_tasks", arguments, env=env, patience=scale.patience)
        command = (
            sys.executable, "-m", "celery", "--app=scripts.bench.peers.by_celery", "--quiet",
            "worker", f"--concurrency={workers}", "--loglevel=ERROR", "--without-gossip",
            "--without-mingle",
        )  # fmt: skip
        with processes.beside(*command, env=env) as worker:
            before = _until(sink, 1, worker.pid, scale=scale)
            after = _until(sink, messages, worker.pid, scale=scale)
        figures = sink.figures()
    seconds = figures["last"] - figures["first"]
    return _rate(messages - 1, {"seconds": seconds, "cpu": after - before})


def _until(sink: beside.Http, count: int, pid: int, *, scale: Scale) -> float:
    """Wait until ``count`` messages have come; return the processor time used up to then."""
    end = time.monotonic() + scale.patience
    while sink.figures()["count"] < count:
        if time.monotonic() > end:
            raise processes.FailedError("Celery took too long")
        time.sleep(0.05)
    return processes.cpu_seconds(pid)


def peers_database() -> str:
    """Make an empty database for the peers on the private server, and return its address."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS peers WITH (FORCE)")
        connection.execute("CREATE DATABASE peers")
    return url.rpartition("/")[0] + "/peers"


def peers_env(database: str) -> dict[str, str]:
    """Return the environment in which peers run."""
    return {
        "DJANGO_SETTINGS_MODULE": "scripts.bench.peers.settings",
        "DATABASE_URL": database,
        "PYTHONWARNINGS": "ignore",  # Celery's about who runs it
    }
