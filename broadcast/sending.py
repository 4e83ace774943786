"""Letting due deliveries leave, at most once by machine.

1. Claim: due rows of one lane after another become ``claimed`` under a lease with a token
   (``claiming``), each with the moment at which it may leave.
2. Before a call, mark its row ``sending`` and write an open ``Attempt``: committed before anything
   leaves, for no more rows than there are calls in flight. A row whose campaign or bot was paused
   or stopped meanwhile goes back instead. A row that need not wait for its moment is claimed and
   marked in one go.
3. Make the calls, many at once, outside any transaction.
4. Settle what came back: state, attempt, exposure, tally (``settling``).

What has ended is settled, and rows whose moment has come are marked, in one transaction. Step 3 is
another thread's, so that neither the calls nor the database wait for the other.

Killed between 1 and 2, the lease runs out and the row is planned again: nothing had left. Killed
between 2 and 4, the row stays ``sending`` until the sweeper calls it ``unknown``: only a person
sends it again.
"""

import gc
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from broadcast import bots, gathering, holding, locking, marking, pacing, settling
from broadcast.carriers.port import Due, Outgoing
from broadcast.carriers.registry import carrier_of
from broadcast.zalo import client
from broadcast.zalo.courier import Courier, Order

LONGEST_WAIT = 0.2  # seconds
# A bot's message that is later than this has missed its moment.
MISSED = timedelta(milliseconds=5)
# A claim that lets this part of all calls leave at once shows that no rate holds rows back.
HELP_AT = 1 / 8
# A database that is away may come back; what its worker knows of calls would be lost with it.
PATIENCE = 60  # seconds

_stopping = threading.Event()


def stop() -> None:
    """Let every drain of this process give its claimed rows back and end after its last call."""
    _stopping.set()


def is_stopping() -> bool:
    """Whether this process has been told to stop."""
    return _stopping.is_set()


@dataclass(slots=True)
class Sent:
    """How many rows came to which state."""

    states: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.states.values())


def drain(*, now: datetime | None = None, seconds: float | None = None) -> Sent:
    """Send whatever is due until nothing is left, or for about ``seconds``.

    ``now`` is the moment by which rows are due; leases, rates and calls go by the real clock.
    """
    prepare()
    until = None if seconds is None else time.monotonic() + seconds
    count = settings.LANTOA_DRAIN_THREADS or locking.writers()
    work = partial(
        _drain,
        most=max(1, settings.LANTOA_IN_FLIGHT // count),
        now=now,
        until=until,
        patience=gathering.IN_COMPANY if count > 1 else gathering.ALONE,
        trusted=set(),
    )
    helping: list[Future[Sent]] = []
    with ThreadPoolExecutor(max_workers=max(1, count - 1), thread_name_prefix="drain") as pool:

        def call_help() -> None:
            helping.extend(pool.submit(_beside, work) for _ in range(count - 1))

        sent = work(call_help=call_help)
        for other in helping:
            sent.states.update(other.result().states)
    return sent


@cache
def prepare() -> None:
    """Load what the calls need, and leave all that is loaded out of later garbage collections.

    A round of the collector through everything takes a fifth of a second, in which messages miss
    their moments. The first drain of a process does this, unless somebody has done so before.
    Without the library every leader still has the page.
    """
    with suppress(ImportError):
        client.load()
    gc.collect()
    gc.freeze()


def _drain(
    *,
    most: int,
    now: datetime | None,
    until: float | None,
    patience: gathering.Patience,
    trusted: set[int],
    call_help: Callable[[], None] | None = None,
) -> Sent:
    with locking.rows_by_key(), Courier(settings.ZALO_BOT_BASE_URL) as courier:
        worker = Worker(
            courier,
            most=most,
            now=now,
            patience=patience,
            trusted=trusted,
            call_help=call_help,
        )
        return worker.run(until=until)


def _beside(work: Callable[[], Sent]) -> Sent:
    """Drain in a thread of its own, over a connection of its own."""
    try:
        return work()
    finally:
        connection.close()


class Worker:
    """One drain: the rows it holds, the calls under way, the answers to be settled.

    At most ``most`` calls are under way. ``trusted`` are the bots that have answered, known to all
    drains that share the set. ``call_help`` is called once there is more to write down than one
    connection can.
    """

    def __init__(
        self,
        courier: Courier,
        *,
        most: int,
        now: datetime | None = None,
        patience: gathering.Patience = gathering.ALONE,
        trusted: set[int] | None = None,
        call_help: Callable[[], None] | None = None,
    ) -> None:
        self.sent = Sent()
        self._courier = courier
        self._most = most
        self._now = now
        self._call_help = call_help
        self._held = holding.Held(trusted=trusted)
        self._gathered = gathering.Gathered(most, patience)
        self._well_at = time.monotonic()

    def run(self, *, until: float | None = None) -> Sent:
        """Work until nothing is due, nothing held and nothing under way."""
        try:
            while self._step(until):
                self._wait()
        finally:
            self._held.release()
        return self.sent

    def _step(self, until: float | None) -> bool:
        """Claim, settle and start; return whether there is more to do."""
        is_over = _stopping.is_set() or (until is not None and time.monotonic() >= until)
        try:
            if is_over:
                self._held.release()
            self._settle_and_start()
            if not is_over:
                self._claim_and_start()
            self._well_at = time.monotonic()
        except (OperationalError, InterfaceError):
            if time.monotonic() - self._well_at > PATIENCE:
                raise
            connection.close()
            time.sleep(LONGEST_WAIT)
            return True
        is_under_way = bool(self._courier.in_flight or self._gathered.answers)
        return is_under_way or (not is_over and self._held.has_more)

    def _settle_and_start(self) -> None:
        """Settle what has ended and mark as many new rows, in one transaction; then start them."""
        answers = self._gathered.answers
        if self._courier.in_flight and self._seconds_to_gather() > 0:
            return
        ready = self._held.ready(most=max(0, self._most - self._courier.in_flight))
        if not ready and not answers:
            return
        try:
            with transaction.atomic():
                states = settling.settle(answers, now=self._now or timezone.now())
                leaving = marking.mark(ready, now=self._now or timezone.now())
        except BaseException:
            self._held.put_back(ready)
            raise
        self.sent.states.update(states)
        self._held.learn(answers, stayed=set(ready).difference(leaving))
        self._gathered.begin_anew()
        self._start(leaving)

    def _claim_and_start(self) -> None:
        """Claim as many rows as there is room for, and start those that may leave at once."""
        room = self._most - self._courier.in_flight - len(self._gathered.answers)
        started = 0
        for leaving in self._held.fill(now=self._now or timezone.now(), room=room):
            self._start(leaving)
            started += len(leaving)
        if self._call_help and started > HELP_AT * self._most:
            self._call_help()
            self._call_help = None

    def _start(self, leaving: Sequence[Due]) -> None:
        calls = []
        for due in leaving:
            try:
                first = carrier_of(due.kind).leave(due)
            except Exception as error:  # noqa: BLE001 - a bug in a carrier must not lose a row
                first = gathering.bug(error)
            if isinstance(first, Outgoing):
                calls.append(self._order(first, due))
            else:
                self._gathered.add(due, first)
        if calls:
            self._courier.start(calls)

    def _order(self, message: Outgoing, due: Due) -> Order:
        """Return the call with its moment.

        One that has been missed is gone, for another worker may be using those that follow: the
        message gets a new one.
        """
        if not due.apart:
            return Order(message, self._held.token_of(due))
        if due.bot_id and timezone.now() - due.leaves_at > MISSED:
            # Marked it is, so leave it must, should the database have no moment to give.
            with suppress(OperationalError, InterfaceError):
                due.leaves_at = bots.reserve_moment(due.bot_id)
        seconds = (due.leaves_at - timezone.now()).total_seconds()
        return Order(
            message,
            self._held.token_of(due),
            at=time.monotonic() + seconds,
            apart=due.apart.total_seconds() / pacing.MARGIN,
        )

    def _wait(self) -> None:
        """Take in what comes back; wait no longer than until there is something to do."""
        if self._gathered.answers and not self._courier.in_flight:
            return
        for due, answer in self._courier.finished(wait=self._seconds_to_wait()):
            self._gathered.add(due, answer)

    def _seconds_to_wait(self) -> float:
        to_gather = self._seconds_to_gather()
        if self._gathered.answers:
            return to_gather
        if self._courier.in_flight >= self._most:
            return LONGEST_WAIT
        to_next = min(self._held.seconds_to_next(), LONGEST_WAIT)
        return max(to_gather, to_next) if self._courier.in_flight else to_next

    def _seconds_to_gather(self) -> float:
        return self._gathered.seconds_left(in_flight=self._courier.in_flight)
