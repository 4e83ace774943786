"""The only door to Zalo's Bot API, and the only importer of python-zalo-bot (pinned 0.1.9).

The library is used for what it knows (addresses, field names, order of arguments) and for nothing
that it concludes: ``StrictRequest`` takes the place of its HTTP layer, ``wire`` reports what was
seen and ``outcome`` decides. Whatever the library raises or returns afterwards does not matter.
Tokens appear in no exception, no result and no log line.

The library's methods are coroutines that wait for one thing only, the answer to their request. So
no event loop is needed: a method is run up to that point, which is where its request is known, and
no further. What it asks for depends on nothing but its arguments, so each method of each bot is run
once, with placeholders, and every message takes its place (``_Recipe``). That is how one thread
keeps hundreds of calls in flight.
"""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
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


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What the library posts for one method of one bot: where to, and which argument is where."""

    url: str
    places: tuple[tuple[str, int], ...]

    def form(self, arguments: Sequence[str | None]) -> dict[str, str]:
        """Return the fields of one message; the library leaves out what is ``None``."""
        return {
            name: value for name, place in self.places if (value := arguments[place]) is not None
        }


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
        self._seen: list[tuple[Any, Seen]] = []
        self._recipes: dict[tuple[str, str], _Recipe] = {}
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
        ended += [(key, outcome.receipt(seen)) for key, seen in self._ended(wait=wait)]
        self._answered = []
        self.in_flight -= len(ended)
        return ended

    def ask(self, token: str, method: str, *arguments: str) -> Seen:
        """Make one call of another method and wait for what is seen."""
        self._begin(None, token, method, *arguments, read=self._timeouts.lookup)
        while not (ended := self._ended(wait=1)):
            pass
        [(_key, seen)] = ended
        return seen

    def _begin(
        self, key: Any, token: str, method: str, *arguments: str | None, read: float
    ) -> None:
        now: Seen | None
        try:
            recipe = self._recipes.get((token, method))
            if recipe is None:
                recipe = _recipe(token, method, len(arguments), base_url=self._base_url)
                self._recipes[token, method] = recipe
        except Exception as exc:  # noqa: BLE001 whatever the library does, no call has begun
            now = Seen(trouble=type(exc).__name__, left=False)
        else:
            now = self._post(key, recipe, arguments, read=read)
        if now is not None:
            self._seen.append((key, now))

    def _post(
        self, key: Any, recipe: _Recipe, arguments: Sequence[str | None], *, read: float
    ) -> Seen | None:
        try:
            return self._wire.post(key, recipe.url, recipe.form(arguments), read=read)
        except Exception as exc:  # noqa: BLE001 a bug must not look like a call that never left
            return Seen(trouble=type(exc).__name__)

    def _ended(self, *, wait: float) -> list[tuple[Any, Seen]]:
        ended = self._seen + self._wire.finished(wait=0 if self._seen or self._answered else wait)
        self._seen = []
        return ended


def _recipe(token: str, method: str, count: int, *, base_url: str) -> _Recipe:
    """Run the library's own ``method`` up to its request, with ``count`` placeholders."""
    bot = _strict_bot()(token, base_url, _strict_request()())
    placeholders = [f"<{n}>" for n in range(count)]
    work = getattr(bot, method)(*placeholders)
    try:
        request: _Request = work.send(None)
    finally:
        work.close()
    places = tuple((name, placeholders.index(value)) for name, value in request.form.items())
    return _Recipe(request.url, places)


def load() -> None:
    """Load the library: it takes a while, and nobody should wait for it with rows in hand."""
    _strict_bot()
    _strict_request()


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
    least = 0 if message.photo_url else 1
    if not least <= _units(message.text) <= MOST_UNITS:
        return Refused(_LENGTH, code="text_length")
    return None


@lru_cache(maxsize=64)
def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _no_token() -> NotSent:
    return NotSent(_NO_TOKEN, code="no_token", bot_effect=BotEffect.STOP)


@dataclass(slots=True)
class _Request:
    """What the library wants to post; awaiting it hands it out, and is never gone on with."""

    url: str
    form: dict[str, str]

    def __await__(self) -> Generator["_Request", None, None]:
        yield self


@cache
def _strict_request() -> type[Any]:
    """Load the library's request interface, once, with ours in its place."""
    from zalo_bot.error import ZaloError
    from zalo_bot.request import BaseRequest

    class StrictRequest(BaseRequest):  # type: ignore[misc]
        """Hands out what is to be posted; the library gets no answer to draw conclusions from."""

        async def initialize(self) -> None:
            """The connections belong to the exchange."""

        async def shutdown(self) -> None:
            """The connections belong to the exchange."""

        async def do_request(
            self, url: str, method: str, request_data: Any = None, **_timeouts: Any
        ) -> tuple[int, bytes]:
            await _Request(url, request_data.json_parameters if request_data else {})
            raise ZaloError("the answer is judged by what was seen")

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
