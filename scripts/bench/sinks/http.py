"""An HTTP server that takes every message as Zalo's bot API would, and remembers when it came.

``python -m scripts.bench.sinks.http MILLISECONDS`` prints its port. As little as it can do: the
clients that are compared should be the slower side. ``GET /figures`` and ``GET /arrivals`` tell
what came; ``GET /forget`` begins anew.
"""

import asyncio
import json
import sys
import time
from array import array
from collections import defaultdict
from typing import Any

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
_TAKEN = b'{"ok":true,"result":{"message_id":"%015x","date":1767225600000}}'


class Arrivals:
    """When each message came, for each bot: seconds of the machine's own clock."""

    def __init__(self) -> None:
        self.count = 0
        self.of_bot: defaultdict[bytes, array[float]] = defaultdict(lambda: array("d"))
        self._cpu_before = time.process_time()

    def add(self, path: bytes) -> bytes:
        """Note one message and return its answer."""
        self.count += 1
        self.of_bot[path].append(time.monotonic())
        body = _TAKEN % self.count
        return _HEAD % (len(body), body)

    def figures(self) -> dict[str, Any]:
        """Return how many came, and when the first and the last."""
        return {
            "count": self.count,
            "first": min((times[0] for times in self.of_bot.values()), default=0.0),
            "last": max((times[-1] for times in self.of_bot.values()), default=0.0),
            "cpu": time.process_time() - self._cpu_before,
        }

    def all(self) -> dict[str, list[float]]:
        """Return every moment, by the token in the address."""
        return {
            path.split(b"/")[1].removeprefix(b"bot").decode(): list(times)
            for path, times in self.of_bot.items()
        }


class Sink(asyncio.Protocol):
    """One connection."""

    arrivals = Arrivals()
    latency = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP, for the type checker
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._buffer += data
        while (end := self._buffer.find(_END)) >= 0:
            head = self._buffer[:end]
            whole = end + len(_END) + _length(head)
            if len(self._buffer) < whole:
                return
            self._buffer = self._buffer[whole:]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        method, path, _rest = head.split(b" ", 2)
        if method == b"GET":
            self._transport.write(_told(path))
        elif self.latency:
            answer = self.arrivals.add(path)
            asyncio.get_running_loop().call_later(self.latency, self._transport.write, answer)
        else:
            self._transport.write(self.arrivals.add(path))


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(_LENGTH)
    return int(lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def _told(path: bytes) -> bytes:
    if path == b"/forget":
        Sink.arrivals = Arrivals()
    told = Sink.arrivals.all() if path == b"/arrivals" else Sink.arrivals.figures()
    body = json.dumps(told).encode()
    return _HEAD % (len(body), body)


async def main(latency_ms: float) -> None:
    """Serve until killed."""
    Sink.latency = latency_ms / 1000
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
