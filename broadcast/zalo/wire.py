"""One request over HTTP: what was seen on the wire, before anybody interprets it.

Connections are kept alive within one batch, redirects are never followed, and an answer longer
than ``ANSWER_LIMIT`` is cut off. Only the loopback address ignores the office's proxy.
"""

import asyncio
import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx

ANSWER_LIMIT = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. A photo takes long because Zalo fetches the picture before it answers."""

    connect: float = 5
    write: float = 15
    text: float = 45
    photo: float = 150
    lookup: float = 15


@dataclass(frozen=True, slots=True)
class Seen:
    """What one request met.

    ``trouble`` names the exception that ended it ("" if an answer arrived whole); ``left`` is
    false only if surely no byte of the request was sent. ``retry_after`` is in seconds.
    """

    status: int = 0
    body: bytes = b""
    retry_after: int | None = None
    trouble: str = ""
    left: bool = True


def open_client(base_url: str) -> "httpx.AsyncClient":
    """Return a client for one call at a time; the caller closes it."""
    import httpx  # noqa: PLC0415 slow to load, and most commands never send

    return httpx.AsyncClient(
        verify=_tls_context(),
        trust_env=not _is_loopback(base_url),
        follow_redirects=False,
        limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
    )


async def post(
    client: "httpx.AsyncClient",
    url: str,
    form: Mapping[str, str],
    *,
    read: float,
    timeouts: Timeouts,
) -> Seen:
    """Send one form and report what happened; never raises for anything that the wire does."""
    import httpx  # noqa: PLC0415 slow to load, and most commands never send

    never_left = (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
        httpx.InvalidURL,
    )
    each = httpx.Timeout(
        connect=timeouts.connect, write=timeouts.write, read=read, pool=timeouts.connect
    )
    whole = 2 * timeouts.connect + timeouts.write + read
    try:
        async with (
            asyncio.timeout(whole),
            client.stream("POST", url, data=dict(form), timeout=each) as answer,
        ):
            return await _read(answer)
    except never_left as exc:
        return Seen(trouble=type(exc).__name__, left=False)
    except Exception as exc:  # noqa: BLE001 the request may have left: nothing more is known
        return Seen(trouble=type(exc).__name__)


async def _read(answer: "httpx.Response") -> Seen:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > ANSWER_LIMIT:
            return Seen(status=answer.status_code, trouble="AnswerTooLong")
    wait = answer.headers.get("Retry-After", "")
    retry_after = int(wait) if wait.isascii() and wait.isdigit() else None
    return Seen(status=answer.status_code, body=bytes(body), retry_after=retry_after)


@cache
def _tls_context() -> ssl.SSLContext:
    """Build the trust store once per process: it costs tens of milliseconds."""
    import httpx  # noqa: PLC0415 slow to load, and most commands never send

    return httpx.create_ssl_context()


def _is_loopback(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
