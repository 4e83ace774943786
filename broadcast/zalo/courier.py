"""Calls to Zalo made by a thread of their own, while another settles and marks in the database.

Neither waits for the other: what is handed over leaves at its moment, to the millisecond, and what
has been answered is gathered until somebody takes it.
"""

import heapq
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from broadcast.carriers.port import Outgoing, Receipt, SendError
from broadcast.zalo.client import Exchange

# How long new messages may wait behind calls that are under way and silent.
TURN = 0.002  # seconds


@dataclass(frozen=True, slots=True)
class Order:
    """A message, its bot's token, and when it may leave on the clock ``time.monotonic``.

    Nor does it leave less than ``apart`` seconds after the bot's message before it, should that
    have been late.
    """

    message: Outgoing
    token: str
    at: float = 0.0
    apart: float = 0.0


class LostError(Exception):
    """The thread has died; what became of the calls under way is not known."""


class Courier:
    """Calls to one server through any number of bots. Use it in a ``with``, from one thread.

    Raises nothing for a single call: see ``Exchange``.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._orders: deque[Order] = deque()
        self._has_orders = threading.Event()
        self._answers: queue.SimpleQueue[list[tuple[Any, Receipt | SendError]] | LostError] = (
            queue.SimpleQueue()
        )
        self._waiting: list[tuple[float, int, Order]] = []
        self._numbers = itertools.count()
        self._left_at: dict[str, float] = {}
        self._is_over = False
        self._thread = threading.Thread(target=self._work, name="courier", daemon=True)
        # Messages handed over whose answer has not been taken.
        self.in_flight = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Give up the calls that are still under way."""
        self._is_over = True
        self._has_orders.set()
        self._thread.join()

    def start(self, orders: Iterable[Order]) -> None:
        """Let messages leave, each at its moment."""
        given = list(orders)
        self.in_flight += len(given)
        self._orders.extend(given)
        self._has_orders.set()

    def finished(self, *, wait: float = 0) -> list[tuple[Any, Receipt | SendError]]:
        """Return (key, answer) of every message that has ended, waiting up to ``wait`` seconds.

        Raises ``LostError`` once the thread has died.
        """
        found: list[tuple[Any, Receipt | SendError]] = []
        try:
            while True:
                more = self._answers.get(block=wait > 0 and not found, timeout=wait)
                if isinstance(more, LostError):
                    raise more
                found += more
        except queue.Empty:
            self.in_flight -= len(found)
        return found

    def _work(self) -> None:
        try:
            with Exchange(self._base_url) as exchange:
                while not self._is_over:
                    self._turn(exchange)
        except BaseException as error:  # noqa: BLE001 the other thread has to hear of it
            lost = LostError(type(error).__name__)
            lost.__cause__ = error
            self._answers.put(lost)

    def _turn(self, exchange: Exchange) -> None:
        """Start whatever may leave; hand on what has ended, or wait for either."""
        self._has_orders.clear()
        while self._orders:
            order = self._orders.popleft()
            heapq.heappush(self._waiting, (order.at, next(self._numbers), order))
        while self._waiting and self._waiting[0][0] <= time.monotonic():
            self._leave(heapq.heappop(self._waiting)[2], exchange)
        wait = max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None
        if exchange.in_flight:
            if ended := exchange.finished(wait=TURN if wait is None else min(TURN, wait)):
                self._answers.put(ended)
        elif not self._is_over:
            self._has_orders.wait(wait)

    def _leave(self, order: Order, exchange: Exchange) -> None:
        now = time.monotonic()
        free_at = self._left_at.get(order.token, 0.0) + order.apart
        if order.apart and free_at > now:
            heapq.heappush(self._waiting, (free_at, next(self._numbers), order))
            return
        if order.apart:
            self._left_at[order.token] = now
        exchange.start(order.message, token=order.token)
