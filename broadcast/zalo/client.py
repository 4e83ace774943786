"""The only door to Zalo's Bot API, and the only importer of python-zalo-bot (pinned 0.1.9).

The library is used for what it knows (addresses, field names, order of arguments) and for nothing
that it concludes: ``StrictRequest`` takes the place of its HTTP layer, ``wire`` reports what was
seen and ``outcome`` decides. Whatever the library raises or returns afterwards does not matter.
Tokens appear in no exception, no result and no log line.
"""

import asyncio
import re
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from broadcast.carriers.port import (
    BotEffect,
    NotSent,
    Outgoing,
    Receipt,
    Refused,
    SendError,
    Unknown,
)
from broadcast.zalo import outcome, redaction, wire
from broadcast.zalo.wire import Seen, Timeouts

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
MOST_UNITS = 2_000  # UTF-16 units in a text or caption, Zalo's limit
DEFAULT_TIMEOUTS = Timeouts()
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9._~-]+")
_NO_TOKEN = "Bot chưa có mã truy cập hợp lệ; bot đã dừng, cần cập nhật mã truy cập."  # noqa: S105 a sentence
_NO_CHAT = "Lượt gửi chưa có đoạn chat Zalo; hãy liên kết Zalo của tổ."
_LENGTH = "Nội dung trống hoặc dài quá 2.000 ký tự của Zalo; hãy viết ngắn lại."


def deliver(
    messages: Sequence[Outgoing],
    *,
    token: str,
    base_url: str,
    in_flight: int = 10,
    timeouts: Timeouts = DEFAULT_TIMEOUTS,
) -> list[Receipt | SendError]:
    """Send ``messages`` through one bot and say for each, in order, what became of it.

    A message never raises: whatever goes wrong after its call began is ``Unknown``. Nothing is
    sent twice, and nothing is tried again here.
    """
    if not messages:
        return []
    if not _TOKEN.fullmatch(token):
        return [_no_token() for _message in messages]
    return _run(_deliver(messages, token, base_url, in_flight, timeouts))


def get_me(*, token: str, base_url: str, timeouts: Timeouts = DEFAULT_TIMEOUTS) -> dict[str, Any]:
    """Ask the bot who it is: ``{"id", "display_name", "can_join_groups", …}``.

    Raises ``SendError`` of the kind that a message would have met.
    """
    if not _TOKEN.fullmatch(token):
        raise _no_token()
    answer = outcome.result(_run(_get_me(token, base_url, timeouts)))
    if isinstance(answer, SendError):
        raise answer
    inner = answer.get("result")
    if not isinstance(inner, dict):
        raise Unknown(outcome.UNCLEAR, code="not_an_envelope")
    return inner


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` to its end, in a thread of its own where this one already runs a loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _get_me(token: str, base_url: str, timeouts: Timeouts) -> Seen:
    async with wire.open_client(base_url) as http:
        line = Line(http, token, base_url, timeouts)
        return await line.call("get_me", read=timeouts.lookup)


async def _deliver(
    messages: Sequence[Outgoing], token: str, base_url: str, in_flight: int, timeouts: Timeouts
) -> list[Receipt | SendError]:
    """Let ``in_flight`` lines work through ``messages``; at any moment the results are true.

    Each line has a client of its own: one httpx client slows down with every call it shares.
    """
    results: list[Receipt | SendError] = [
        _problem(message) or NotSent(outcome.NOT_LEFT, code="not_left") for message in messages
    ]
    waiting = iter([n for n, found in enumerate(results) if isinstance(found, NotSent)])

    async def work() -> None:
        async with wire.open_client(base_url) as http:
            line = Line(http, token, base_url, timeouts)
            for n in waiting:
                results[n] = Unknown(outcome.NO_ANSWER, code="unexpected")
                results[n] = await _send(messages[n], line)

    lines = min(in_flight, len(messages))
    await asyncio.gather(*(work() for _line in range(lines)), return_exceptions=True)
    return results


class Line:
    """One bot's line to Zalo for one batch; its repr shows no token."""

    def __init__(
        self, http: "httpx.AsyncClient", token: str, base_url: str, timeouts: Timeouts
    ) -> None:
        self.http = http
        self.token = token
        self.base_url = base_url.rstrip("/")
        self.timeouts = timeouts

    async def call(self, method: str, *args: str | None, read: float) -> Seen:
        """Let the library make one call of its own ``method`` and return what was seen."""
        request = _strict_request()(self.http, read, self.timeouts)
        bot = _strict_bot()(self.token, self.base_url, request)
        try:
            await getattr(bot, method)(*args)
        except Exception as exc:  # noqa: BLE001 what was seen decides, not the library's opinion
            if request.seen is None:
                return Seen(trouble=type(exc).__name__)
        return request.seen or Seen(trouble="NothingSeen")


async def _send(message: Outgoing, line: Line) -> Receipt | SendError:
    """Send one message; the default answer is ``Unknown``."""
    try:
        if message.photo_url:
            # The library wants the caption before the photo, and leaves a None out.
            seen = await line.call(
                "send_photo",
                message.chat_id,
                message.text or None,
                message.photo_url,
                read=line.timeouts.photo,
            )
        else:
            seen = await line.call(
                "send_message", message.chat_id, message.text, read=line.timeouts.text
            )
        return outcome.receipt(seen)
    except Exception:  # noqa: BLE001 the call may have begun, so nothing better can be said
        return Unknown(outcome.NO_ANSWER, code="unexpected")


def _problem(message: Outgoing) -> SendError | None:
    """Return what makes a call pointless, found without any call."""
    if not message.chat_id:
        return Refused(_NO_CHAT, code="no_chat")
    units = len(message.text.encode("utf-16-le", "surrogatepass")) // 2
    least = 0 if message.photo_url else 1
    if not least <= units <= MOST_UNITS:
        return Refused(_LENGTH, code="text_length")
    return None


def _no_token() -> NotSent:
    return NotSent(_NO_TOKEN, code="no_token", bot_effect=BotEffect.STOP)


@cache
def _strict_request() -> type[Any]:
    """Load the library's request interface, once, with our HTTP behind it."""
    from zalo_bot.error import ZaloError
    from zalo_bot.request import BaseRequest

    redaction.guard_loggers()

    class StrictRequest(BaseRequest):  # type: ignore[misc]
        """One object per call: ``seen`` is what the wire showed, ``None`` before the call."""

        def __init__(self, http: "httpx.AsyncClient", read: float, timeouts: Timeouts) -> None:
            self.http, self.read, self.timeouts = http, read, timeouts
            self.seen: Seen | None = None

        async def initialize(self) -> None:
            """The client is opened and closed with the batch."""

        async def shutdown(self) -> None:
            """The client is opened and closed with the batch."""

        async def do_request(
            self, url: str, method: str, request_data: Any = None, **_timeouts: Any
        ) -> tuple[int, bytes]:
            """Keep what was seen; hand on only a good answer, so that nothing logs a bad one."""
            form = request_data.json_parameters if request_data else {}
            self.seen = await wire.post(
                self.http, url, form, read=self.read, timeouts=self.timeouts
            )
            if isinstance(outcome.result(self.seen), SendError):
                raise ZaloError("judged by what was seen")
            return 200, self.seen.body

    return StrictRequest


@cache
def _strict_bot() -> type[Any]:
    """Load the library's bot, once, without the two TLS contexts that its constructor builds."""
    from zalo_bot import Bot

    class StrictBot(Bot):  # type: ignore[misc]
        """Private names of the library are used here: hence the pin and the contract test."""

        def __init__(self, token: str, base_url: str, request: Any) -> None:
            super(Bot, self).__init__(api_kwargs=None)
            self._token = token
            self._base_url = f"{base_url}/bot{token}"
            self._request = (request, request)
            self._initialized = False

        def __repr__(self) -> str:
            return "StrictBot(***)"

    return StrictBot
