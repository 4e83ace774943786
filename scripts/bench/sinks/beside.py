"""A sink in a process of its own, and what it tells."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import ProxyHandler, build_opener

from scripts.bench import processes

_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Http:
    """A running HTTP sink."""

    url: str

    def figures(self) -> dict[str, Any]:
        """Return how many messages came, and when the first and the last."""
        return self._ask("figures")

    def arrivals(self) -> dict[str, list[float]]:
        """Return when each message came, by the bot's token."""
        return self._ask("arrivals")

    def forget(self) -> None:
        """Begin anew."""
        self._ask("forget")

    def _ask(self, what: str) -> dict[str, Any]:
        with _direct.open(f"{self.url}/{what}", timeout=30) as answer:
            told: dict[str, Any] = json.load(answer)
        return told


@contextmanager
def http(*, latency_ms: int = 0) -> Iterator[Http]:
    """Run an HTTP sink that takes ``latency_ms`` to answer."""
    with _running("http", str(latency_ms)) as port:
        yield Http(f"http://127.0.0.1:{port}")


@contextmanager
def smtp() -> Iterator[int]:
    """Run an SMTP sink and yield its port."""
    with _running("smtp") as port:
        yield port


@contextmanager
def _running(name: str, *arguments: str) -> Iterator[int]:
    command = (sys.executable, "-m", f"scripts.bench.sinks.{name}", *arguments)
    with processes.beside(*command, env={}) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe, for the type checker
        yield int(process.stdout.readline())
