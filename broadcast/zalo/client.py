"""The only door to Zalo's Bot API, and the only importer of python-zalo-bot (pinned 0.1.9).

The library is used for what it knows (addresses, field names, order of arguments) and for nothing
that it concludes: ``StrictRequest`` takes the place of its HTTP layer, ``wire`` reports what was
seen and ``outcome`` decides. Whatever the library raises or returns afterwards does not matter.
Tokens appear in no exception, no result and no log line.

The library's methods are coroutines that wait for one thing only, the answer to their request. So
no event loop is needed: ``Exchange`` runs each up to that point, keeps it, and goes on with it when
``wire`` has the answer. That is how one thread keeps hundreds of calls in flight.
"""

import re
from collections.abc import Coroutine, Generator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from broadcast.carriers.port import (
    BotEffect,
    NotSent,
    Outgoing,
    Receipt,
    Refused,
    SendError,
    Unknown,
)
from broadcast.zalo import outcome, redaction
from broadcast.zalo.wire import Seen, Timeouts, Wire

MOST_UNITS = 2_000  # UTF-16 units in a text or caption, Zalo's limit
DEFAULT_TIMEOUTS = Timeouts()
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9._~-]+")
_NO_TOKEN = "Bot chưa có mã truy cập hợp lệ; bot đã dừng, cần cập nhật mã truy cập."  # noqa: S105 a sentence
_NO_CHAT = "Lượt gửi chưa có đoạn chat Zalo; hãy liên kết Zalo của tổ."
_LENGTH = "Nội dung trống hoặc dài quá 2.000 ký tự của Zalo; hãy viết ngắn lại."


@dataclass(slots=True)
class _Call:
    """One call under way."""

    key: Any
    work: Coroutine[Any, Any, Any]
    read: float  # seconds


class Exchange:
    """Calls to one server through any number of bots. Use it in a ``with``; one thread at a time.

    Nothing raises once a call has begun: whatever goes wrong then is ``Unknown``. Nothing is sent
    twice, and nothing is tried again here.
    """

    def __init__(self, base_url: str, *, timeouts: Timeouts = DEFAULT_TIMEOUTS) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeouts = timeouts
        self._wire = Wire(base_url, timeouts=timeouts)
        self._answered: list[tuple[Any, Receipt | SendError]] = []
        self._seen: list[tuple[_Call, Seen]] = []
        self._bots: dict[str, Any] = {}
        self.in_flight = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._wire.close()

    def start(self, message: Outgoing, *, token: str) -> None:
        """Let ``message`` leave; ``finished`` hands out its key with what became of it."""
        self.in_flight += 1
        if problem := _problem(message, token):
            self._answered.append((message.key, problem))
        elif message.photo_url:
            # The library wants the caption before the photo, and leaves a None out.
            photo = (message.chat_id, message.text or None, message.photo_url)
            self._begin(message.key, token, "send_photo", *photo, read=self._timeouts.photo)
        else:
            text = (message.chat_id, message.text)
            self._begin(message.key, token, "send_message", *text, read=self._timeouts.text)

    def finished(self, *, wait: float = 0) -> list[tuple[Any, Receipt | SendError]]:
        """Return (key, answer) of every message that has ended, waiting up to ``wait`` seconds."""
        ended = self._answered
        for call, seen in self._ended(wait=wait):
            answer = outcome.receipt(seen)
            _go_on(call.work, seen.body if isinstance(answer, Receipt) else None)
            ended.append((call.key, answer))
        self._answered = []
        self.in_flight -= len(ended)
        return ended

    def ask(self, token: str, method: str, *arguments: str) -> Seen:
        """Make one call of another method and wait for what is seen."""
        self._begin(None, token, method, *arguments, read=self._timeouts.lookup)
        while not (ended := self._ended(wait=1)):
            pass
        [(call, seen)] = ended
        _go_on(call.work, None if isinstance(outcome.result(seen), SendError) else seen.body)
        return seen

    def _begin(self, key: Any, token: str, method: str, *arguments: Any, read: float) -> None:
        """Run the library's own ``method`` up to its request, and start that."""
        bot = self._bots.get(token)
        if bot is None:
            bot = self._bots[token] = _strict_bot()(token, self._base_url, _strict_request()())
        call = _Call(key, getattr(bot, method)(*arguments), read)
        try:
            request: _Request = call.work.send(None)
            now = self._wire.post(call, request.url, request.form, read=read)
        except BaseException as exc:  # noqa: BLE001 what was seen decides, not the library's opinion
            now = Seen(trouble=type(exc).__name__)
        if now is not None:
            self._seen.append((call, now))

    def _ended(self, *, wait: float) -> list[tuple[_Call, Seen]]:
        ended = self._seen + self._wire.finished(wait=0 if self._seen or self._answered else wait)
        self._seen = []
        return ended


def _go_on(work: Coroutine[Any, Any, Any], good: bytes | None) -> None:
    """Give the library its answer, if it is a good one; what it makes of it is not looked at."""
    try:
        work.send(good)
    except BaseException:  # noqa: BLE001, S110 the answer has been seen; StopIteration is the rule
        pass
    finally:
        work.close()


def deliver(
    messages: Sequence[Outgoing],
    *,
    token: str,
    base_url: str,
    in_flight: int = 10,
    timeouts: Timeouts = DEFAULT_TIMEOUTS,
) -> list[Receipt | SendError]:
    """Send ``messages`` through one bot and say for each, in order, what became of it."""
    waiting = iter(enumerate(messages))
    answers: dict[int, Receipt | SendError] = {}
    with Exchange(base_url, timeouts=timeouts) as exchange:
        while len(answers) < len(messages):
            while exchange.in_flight < in_flight and (pair := next(waiting, None)):
                number, message = pair
                numbered = Outgoing(number, message.chat_id, message.text, message.photo_url)
                exchange.start(numbered, token=token)
            answers.update(exchange.finished(wait=1))
    return [answers[number] for number in range(len(messages))]


def get_me(*, token: str, base_url: str, timeouts: Timeouts = DEFAULT_TIMEOUTS) -> dict[str, Any]:
    """Ask the bot who it is: ``{"id", "display_name", "can_join_groups", …}``.

    Raises ``SendError`` of the kind that a message would have met.
    """
    return call("get_me", token=token, base_url=base_url, timeouts=timeouts)


def call(
    method: str,
    *arguments: str,
    token: str,
    base_url: str,
    timeouts: Timeouts = DEFAULT_TIMEOUTS,
) -> dict[str, Any]:
    """Make one call of the library's ``method`` and return ``result`` of its answer.

    Raises ``SendError`` of the kind that a message would have met.
    """
    if not _TOKEN.fullmatch(token):
        raise _no_token()
    with Exchange(base_url, timeouts=timeouts) as exchange:
        answer = outcome.result(exchange.ask(token, method, *arguments))
    if isinstance(answer, SendError):
        raise answer
    inner = answer.get("result")
    if not isinstance(inner, dict):
        raise Unknown(outcome.UNCLEAR, code="not_an_envelope")
    return inner


def _problem(message: Outgoing, token: str) -> SendError | None:
    """Return what makes a call pointless, found without any call."""
    if not _TOKEN.fullmatch(token):
        return _no_token()
    if not message.chat_id:
        return Refused(_NO_CHAT, code="no_chat")
    units = len(message.text.encode("utf-16-le", "surrogatepass")) // 2
    least = 0 if message.photo_url else 1
    if not least <= units <= MOST_UNITS:
        return Refused(_LENGTH, code="text_length")
    return None


def _no_token() -> NotSent:
    return NotSent(_NO_TOKEN, code="no_token", bot_effect=BotEffect.STOP)


@dataclass(slots=True)
class _Request:
    """What the library wants to post; awaiting it hands it to the exchange and waits."""

    url: str
    form: dict[str, str]

    def __await__(self) -> Generator["_Request", bytes | None, bytes | None]:
        good = yield self
        return good


@cache
def _strict_request() -> type[Any]:
    """Load the library's request interface, once, with our HTTP behind it."""
    from zalo_bot.error import ZaloError
    from zalo_bot.request import BaseRequest

    class StrictRequest(BaseRequest):  # type: ignore[misc]
        """Posts through the exchange, and raises for whatever is not a good answer."""

        async def initialize(self) -> None:
            """The connections belong to the exchange."""

        async def shutdown(self) -> None:
            """The connections belong to the exchange."""

        async def do_request(
            self, url: str, method: str, request_data: Any = None, **_timeouts: Any
        ) -> tuple[int, bytes]:
            """Hand on only a good answer, so that nothing logs a bad one."""
            good = await _Request(url, request_data.json_parameters if request_data else {})
            if good is None:
                raise ZaloError("judged by what was seen")
            return 200, good

    return StrictRequest


@cache
def _strict_bot() -> type[Any]:
    """Load the library's bot, once, without the two TLS contexts that its constructor builds."""
    from zalo_bot import Bot

    redaction.guard_loggers(Bot._LOGGER)

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
