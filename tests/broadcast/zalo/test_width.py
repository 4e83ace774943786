"""How many calls are under way at once, against servers that keep connections and that do not."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pycurl
import pytest
from django.conf import settings

from broadcast.zalo import wire
from broadcast.zalo.wire import OPENED_AT_ONCE, Seen, Timeouts, Wire, _Line, _Width


class Server(ThreadingHTTPServer):
    """Counts the calls that it has at once; its queue of new connections is five long."""

    daemon_threads = True

    def __init__(self, *, protocol: str, seconds: float) -> None:
        self.at_once = self.most = self.count = 0
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"protocol_version": protocol})
        super().__init__(("127.0.0.1", 0), handler)
        self.seconds = seconds


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        with self.server.lock:
            self.server.at_once += 1
            self.server.count += 1
            self.server.most = max(self.server.most, self.server.at_once)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.seconds)
        with self.server.lock:
            self.server.at_once -= 1
        head = f"{self.protocol_version} 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(*, protocol: str, seconds: float) -> Iterator[Server]:
    with Server(protocol=protocol, seconds=seconds) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def post(server: Server, *, count: int) -> dict[int, Seen]:
    """Post ``count`` forms at once and return what was seen of each."""
    url = f"http://127.0.0.1:{server.server_address[1]}"
    line = Wire(url, timeouts=Timeouts(connect=5))
    found: dict[int, Seen] = {}
    try:
        for number in range(count):
            assert line.post(number, url, {"number": str(number)}, read=5) is None
        while len(found) < count:
            ended = dict(line.finished(wait=0.1))
            assert not found.keys() & ended.keys()
            found |= ended
    finally:
        line.close()
    return found


@pytest.mark.parametrize("protocol", ["HTTP/1.0", "HTTP/1.1"])
def test_what_waits_is_sent_once_and_answered(protocol: str) -> None:
    with serving(protocol=protocol, seconds=0) as server:
        found = post(server, count=100)

    assert {seen.trouble for seen in found.values()} == {""}
    assert [found[number].body for number in range(100)] == [b"number=%d" % n for n in range(100)]


def test_a_server_that_closes_every_connection_never_has_many() -> None:
    with serving(protocol="HTTP/1.0", seconds=0.005) as server:
        post(server, count=100)

    assert server.most <= OPENED_AT_ONCE


def test_the_number_grows_with_the_answers_of_a_server_that_keeps_them() -> None:
    with serving(protocol="HTTP/1.1", seconds=0.02) as server:
        post(server, count=150)

    assert server.most > 4 * OPENED_AT_ONCE


def test_what_has_waited_too_long_never_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LONGEST_QUEUE", 0.15)

    with serving(protocol="HTTP/1.0", seconds=0.1) as server:
        found = post(server, count=40)
        time.sleep(0.2)

    left = [seen for seen in found.values() if not seen.trouble]
    stayed = [seen for seen in found.values() if seen.trouble]
    assert {(seen.trouble, seen.left) for seen in stayed} == {("queue", False)}
    assert len(left) == server.count < 20


def test_a_call_ends_before_the_sweeper_doubts_it() -> None:
    limits = Timeouts()

    longest = wire.LONGEST_QUEUE + limits.connect + limits.photo
    assert longest < settings.LANTOA_SENDING_LIMIT_SECONDS - 60


class Multi:
    """What libcurl has ready, in the order in which it ended; read as pycurl reads it."""

    def __init__(self, ended: list[tuple[Any, int]]) -> None:
        self._ended = ended

    def info_read(self, most: int = 1000) -> tuple[int, list[Any], list[Any]]:
        now, self._ended = self._ended[:most], self._ended[most:]
        good = [handle for handle, code in now if not code]
        return len(self._ended), good, [(handle, code, "") for handle, code in now if code]

    def perform(self) -> None:
        """All have ended."""

    def remove_handle(self, handle: Any) -> None:
        """None is under way."""


def test_calls_are_handed_out_in_the_order_in_which_they_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Wire("http://127.0.0.1", timeouts=Timeouts())
    codes = [pycurl.E_GOT_NOTHING, 0, pycurl.E_GOT_NOTHING, 0]
    ended = []
    for number, code in enumerate(codes):
        used = _Line(line._handle())
        line._busy[used.handle] = (number, used)
        ended.append((used.handle, code))
    monkeypatch.setattr(line, "_multi", Multi(ended))

    found = line.finished()

    assert [key for key, _seen in found] == [0, 1, 2, 3]
    assert [bool(seen.trouble) for _key, seen in found] == [bool(code) for code in codes]


class Call:
    """The handle of a call that has been answered."""

    def __init__(self, seconds: float, *, opened: int = 0) -> None:
        self._known = {pycurl.TOTAL_TIME: seconds, pycurl.NUM_CONNECTS: opened}

    def getinfo(self, name: int) -> float:
        return self._known[name]


def test_the_number_stays_while_even_the_fastest_of_several_is_slow() -> None:
    width = _Width()

    seen = []
    for calls in (
        [Call(0.001, opened=1)],
        [Call(0.05), Call(0.06)],
        [Call(0.2), Call(0.3)],
        [Call(0.2), Call(0.07)],
        [Call(0.2), Call(0.001, opened=1)],
    ):
        width.learn(calls)
        seen.append(width.calls - OPENED_AT_ONCE)

    assert seen == [0, 2, 2, 4, 4]
