"""A simulated Zalo with two bots, and a picture server of our own, both on the loopback address."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from broadcast.zalo.simulator.server import Simulator, running

TOKEN, OTHER_TOKEN = "1001:tR4k-secret_A", "1002:tR4k-secret_B"
BOT, OTHER_BOT = "1459232241454765289", "1459232241454765290"
LEADER, NEIGHBOUR = "6ede9afa66b88fe6d6a9", "6ede9afa66b88fe6d6aa"
GROUP, PLAIN_GROUP = "zgr-f8a7101d77709e2ec761", "zgr-f8a7101d77709e2ec762"
START: dict[str, Any] = {
    "bots": [
        {"token": TOKEN, "id": BOT, "name": "Bot Phường Một"},
        {"token": OTHER_TOKEN, "id": OTHER_BOT, "name": "Bot Phường Hai"},
    ],
    "users": [
        {"id": LEADER, "name": "Bác Sáu Thử", "bots": [BOT]},
        {"id": NEIGHBOUR, "name": "Anh Bảy Thử", "bots": [OTHER_BOT]},
    ],
    "groups": [
        {"id": GROUP, "name": "Tổ 5", "members": [LEADER, NEIGHBOUR], "bots": [BOT]},
        {"id": PLAIN_GROUP, "name": "Tổ 6", "members": [LEADER]},
    ],
}
KEY = {"X-Sim-Key": "open-sesame"}
JPEG = b"\xff\xd8\xff\xe0" + b"picture"


@pytest.fixture
def zalo() -> Iterator[Simulator]:
    with running(key=KEY["X-Sim-Key"], start=START) as simulator:
        yield simulator


@dataclass
class Reply:
    status: int
    data: Any
    text: str


def ask(url: str, data: Any = None, *, headers: dict[str, str] | None = None) -> Reply:
    """GET, or POST when there is data (bytes as they are, anything else as JSON)."""
    body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
    request = urllib.request.Request(  # noqa: S310 our own server
        url, body, headers or {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 our own server
            status, content = answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            status, content = answer.code, answer.read()
    text = content.decode(errors="replace")
    try:
        return Reply(status, json.loads(text), text)
    except ValueError:
        return Reply(status, None, text)


def call(zalo: Simulator, method: str, data: Any = None, *, token: str = TOKEN) -> Reply:
    """Call one method of the API."""
    return ask(f"{zalo.url}/bot{token}/{method}", {} if data is None else data)


class Pictures(BaseHTTPRequestHandler):
    """``/ok.jpg`` always, ``/once.jpg`` one time, ``/moved.jpg`` elsewhere, ``/page.jpg`` HTML."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        is_again = self.path == "/once.jpg" and self.asked.count(self.path) > 1
        status = {"/moved.jpg": 302, "/gone.jpg": 404}.get(self.path, 404 if is_again else 200)
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if "page" in self.path else "image/jpeg")
        self.send_header("Location", "/ok.jpg")
        self.send_header("Content-Length", str(len(JPEG)))
        self.end_headers()
        self.wfile.write(JPEG)

    def log_message(self, *args: Any) -> None:
        """Stay silent."""


@dataclass
class PictureServer:
    url: str
    asked: list[str]


@pytest.fixture
def pictures() -> Iterator[PictureServer]:
    handler = type("Handler", (Pictures,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    yield PictureServer(f"http://127.0.0.1:{server.server_port}", handler.asked)
    server.shutdown()
    server.server_close()
    thread.join()
