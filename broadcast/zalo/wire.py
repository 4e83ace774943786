"""Requests over HTTP, many in flight: what was seen on the wire, before anybody interprets it.

Connections are kept alive, redirects are never followed, and an answer longer than
``ANSWER_LIMIT`` is cut off. Only the loopback address ignores the office's proxy.

**Nothing is ever sent twice.** libcurl by itself sends a request again when a kept connection
closes before the first byte of an answer. It can do so only if it can rewind the body; ours comes
from a callback without a way back, so such a request ends as an error that says "it may have left".
"""

import io
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

if TYPE_CHECKING:
    import pycurl

ANSWER_LIMIT = 64 * 1024  # bytes
_LONGEST_WAIT = 0.2  # seconds between two looks at time-outs
_PLAIN = re.compile(r"[A-Za-z0-9_.~-]*")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, and after that to send and to be answered.

    A photo takes long because Zalo fetches the picture before it answers.
    """

    connect: float = 5
    text: float = 45
    photo: float = 150
    lookup: float = 15


@dataclass(frozen=True, slots=True)
class Seen:
    """What one request met.

    ``trouble`` names what ended it ("" if an answer arrived whole); ``left`` is false only if
    surely no byte of the request was sent. ``retry_after`` is in seconds.
    """

    status: int = 0
    body: bytes = b""
    retry_after: int | None = None
    trouble: str = ""
    left: bool = True


class Wire:
    """Kept-alive connections to one server. Close it when done; one thread at a time.

    ``post`` starts a request and returns at once; ``finished`` hands out what has ended.
    """

    def __init__(self, base_url: str, *, timeouts: Timeouts) -> None:
        import certifi  # noqa: PLC0415 most commands never send
        import pycurl  # noqa: PLC0415 most commands never send

        self._authorities = certifi.where()
        self._timeouts = timeouts
        self._is_loopback = _is_loopback(base_url)
        self._multi = pycurl.CurlMulti()
        self._idle: list[_Line] = []
        self._busy: dict[pycurl.Curl, tuple[Any, _Line]] = {}

    def post(self, key: Any, url: str, form: Mapping[str, str], *, read: float) -> Seen | None:
        """Start a form's way; ``key`` comes back with what was seen. A ``Seen`` now: no call."""
        import pycurl  # noqa: PLC0415 most commands never send

        line = self._idle.pop() if self._idle else _Line(self._handle())
        try:
            line.say(url, form, seconds=self._timeouts.connect + read)
            self._multi.add_handle(line.handle)
        except (pycurl.error, UnicodeError) as exc:
            return Seen(trouble=type(exc).__name__, left=False)
        self._busy[line.handle] = (key, line)
        return None

    def finished(self, *, wait: float = 0) -> list[tuple[Any, Seen]]:
        """Return (key, what was seen) of every request that has ended, waiting up to ``wait`` s."""
        self._multi.perform()
        ended = self._collect()
        if not ended and wait > 0 and self._busy:
            self._multi.select(min(wait, _LONGEST_WAIT))
            self._multi.perform()
            ended = self._collect()
        return ended

    def close(self) -> None:
        """Drop every connection; requests that are still under way are given up."""
        for handle in self._busy:
            self._multi.remove_handle(handle)
        for handle in (*self._busy, *(line.handle for line in self._idle)):
            handle.close()
        self._busy.clear()
        self._idle.clear()
        self._multi.close()

    def _collect(self) -> list[tuple[Any, Seen]]:
        """Take what has ended one by one: read all at once, the broken ones would come last.

        Three unclear answers in a row pause a bot, so that the order matters.
        """
        ended = []
        more = 1
        while more:
            more, good, bad = self._multi.info_read(1)
            ended += [self._end(handle, 0) for handle in good]
            ended += [self._end(handle, code) for handle, code, _text in bad]
        return ended

    def _end(self, handle: "pycurl.Curl", code: int) -> tuple[Any, Seen]:
        key, line = self._busy.pop(handle)
        seen = _seen(handle, line.heard(), code)
        self._multi.remove_handle(handle)
        self._idle.append(line)
        return key, seen

    def _handle(self) -> "pycurl.Curl":
        import pycurl  # noqa: PLC0415 most commands never send

        handle = pycurl.Curl()
        handle.setopt(pycurl.POST, 1)
        handle.setopt(pycurl.NOSIGNAL, 1)
        handle.setopt(pycurl.FOLLOWLOCATION, 0)
        handle.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        handle.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        handle.setopt(pycurl.CONNECTTIMEOUT_MS, round(self._timeouts.connect * 1000))
        handle.setopt(pycurl.HTTPHEADER, ["Expect:", "Accept: application/json"])
        handle.setopt(pycurl.USERAGENT, "LanToa")
        handle.setopt(pycurl.CAINFO, self._authorities)
        if self._is_loopback:
            handle.setopt(pycurl.NOPROXY, "*")
        return handle


class _Line:
    """One handle of libcurl's with what it says and what it hears, used again and again."""

    def __init__(self, handle: "pycurl.Curl") -> None:
        import pycurl  # noqa: PLC0415 most commands never send

        self.handle = handle
        self._content = io.BytesIO()
        self._answer = bytearray()
        self._set: tuple[str, float] = ("", 0)
        handle.setopt(pycurl.READFUNCTION, self._read)
        handle.setopt(pycurl.WRITEFUNCTION, self._write)

    def say(self, url: str, form: Mapping[str, str], *, seconds: float) -> None:
        """Prepare one request, which ends after ``seconds`` whatever happens."""
        import pycurl  # noqa: PLC0415 most commands never send

        content = "&".join([f"{name}={_quoted(value)}" for name, value in form.items()]).encode()
        self._content = io.BytesIO(content)
        self.handle.setopt(pycurl.POSTFIELDSIZE, len(content))
        if self._set != (url, seconds):
            self.handle.setopt(pycurl.URL, url)
            self.handle.setopt(pycurl.TIMEOUT_MS, round(seconds * 1000))
            self._set = (url, seconds)

    def heard(self) -> bytes:
        """Return the answer's body, and forget it."""
        answer = bytes(self._answer)
        self._answer.clear()
        return answer

    def _read(self, most: int) -> bytes:
        return self._content.read(most)

    def _write(self, chunk: bytes) -> int | None:
        """Gather an answer, and refuse one that is too long."""
        self._answer += chunk
        return -1 if len(self._answer) > ANSWER_LIMIT else None


def _quoted(value: str) -> str:
    # A chat's number needs no quoting, and there are as many as there are messages.
    return value if _PLAIN.fullmatch(value) else _quoted_text(value)


@lru_cache(maxsize=64)
def _quoted_text(value: str) -> str:
    """Quote a value of a form; an occurrence's text is the same in thousands of them."""
    return quote_plus(value)


def _seen(handle: "pycurl.Curl", body: bytes, code: int) -> Seen:
    import pycurl  # noqa: PLC0415 most commands never send

    if code:
        left = code not in _never_left() or handle.getinfo(pycurl.REQUEST_SIZE) > 0
        return Seen(status=handle.getinfo(pycurl.RESPONSE_CODE), trouble=f"curl:{code}", left=left)
    wait = handle.getinfo(pycurl.RETRY_AFTER)
    return Seen(status=handle.getinfo(pycurl.RESPONSE_CODE), body=body, retry_after=wait or None)


@cache
def _never_left() -> frozenset[int]:
    """Return the errors after which, with no byte of a request sent, nothing can have left."""
    import pycurl  # noqa: PLC0415 most commands never send

    return frozenset(
        {
            pycurl.E_UNSUPPORTED_PROTOCOL,
            pycurl.E_URL_MALFORMAT,
            pycurl.E_COULDNT_RESOLVE_PROXY,
            pycurl.E_COULDNT_RESOLVE_HOST,
            pycurl.E_COULDNT_CONNECT,
            pycurl.E_SSL_CONNECT_ERROR,
            pycurl.E_PEER_FAILED_VERIFICATION,
            pycurl.E_OPERATION_TIMEOUTED,
        }
    )


def _is_loopback(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
