"""The HTTP server of the simulator: one thread per connection, loopback only."""

import contextlib
import json
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from broadcast.zalo.simulator import api, faults, fixture, parameters, saving
from broadcast.zalo.simulator.answers import Answer, ApiError, bad
from broadcast.zalo.simulator.control import Control
from broadcast.zalo.simulator.desk import Desk
from broadcast.zalo.simulator.world import World

MOST_BODY = 1024 * 1024  # bytes
HOST = "127.0.0.1"
_CALL = re.compile(r"/bot([^/]+)/([^/]+)")


class Simulator(ThreadingHTTPServer):
    """A running Zalo. ``key`` opens the control addresses; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, port: int = 0, *, key: str = "", start: dict[str, Any] | None = None
    ) -> None:
        super().__init__((HOST, port), Handler)
        self.world = World()
        self.faults = faults.Faults()
        self.key = key or secrets.token_urlsafe(12)
        self.control = Control(self.world, self.faults, start=start or {})
        self.desk = Desk(self.world, self.control, key=self.key)
        self.ending = threading.Event()
        fixture.load(self.world, start or {})

    @property
    def url(self) -> str:
        """The address for ``ZALO_BOT_BASE_URL``."""
        return f"http://{HOST}:{self.server_port}"

    def end(self) -> None:
        """Wake who waits, then close."""
        self.ending.set()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the play."""


@contextlib.contextmanager
def running(**options: Any) -> Iterator[Simulator]:
    """Serve from a thread for the length of a ``with`` block."""
    simulator = Simulator(**options)
    thread = threading.Thread(target=lambda: simulator.serve_forever(0.02), daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        simulator.ending.set()
        simulator.shutdown()
        simulator.end()
        thread.join()


def serve(simulator: Simulator, *, state: Path | None = None) -> None:
    """Serve until interrupted; with ``state`` the world outlives it."""
    keeper = saving.Keeper(simulator.world, state) if state else None
    if keeper:
        keeper.start()
    try:
        simulator.serve_forever()
    finally:
        simulator.end()
        if keeper:
            keeper.end()


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the API or to the desk and writes the answer."""

    server: Simulator
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "ZaloSimulator", ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 120

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    do_POST = do_HEAD = do_GET  # noqa: N815 the names that http.server looks for

    def log_message(self, *args: Any) -> None:
        """Write nothing: addresses hold tokens."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdigit() else 0
        if size > MOST_BODY:
            self.close_connection = True
            self._write(bad(400, style="mapped"))
            return
        body = self.rfile.read(size)
        parts = urlsplit(self.path)
        call = _CALL.fullmatch(unquote(parts.path))
        if call:
            self._write(self._call(call.group(1), call.group(2), parts.query, body))
        else:
            self._write(self.server.desk.answer(self.command, self.path, self.headers, body))

    def _call(self, token: str, method: str, query: str, body: bytes) -> Answer:
        server = self.server
        try:
            given = parameters.read(query, self.headers.get("Content-Type", ""), body)
        except ApiError as exc:
            return bad(exc.code, style=server.world.style)
        bot = server.world.bot_by_token(token)
        rule = server.faults.pick(
            method=method, chat=given.get("chat_id", ""), bot=bot.id if bot else ""
        )
        return faults.apply(
            rule, lambda: api.answer(server.world, bot, method, given), style=server.world.style
        )

    def _write(self, answer: Answer) -> None:
        if answer.delay:
            self.server.ending.wait(answer.delay)
        if answer.is_dropped:
            self._hang_up()
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body) + (64 if answer.is_cut else 0)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()
        if answer.is_cut:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def read_fixture(path: Path | None) -> dict[str, Any]:
    """Read a fixture file; none is an empty one."""
    if path is None or not path.exists():
        return {}
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
