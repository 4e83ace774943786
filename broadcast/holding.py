"""What one worker holds: claimed rows, taken from the lanes in turn, each until its moment."""

import heapq
import itertools
import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from broadcast import bots, claiming, lanes
from broadcast.carriers.port import BotEffect, Due, Receipt
from broadcast.settling import Answered

# However many lanes there are, a claim that finds something should be worth its statements.
LEAST_SHARE = 8
# Lanes visited between two looks at the calls under way.
LANES_AT_ONCE = 8
# What was empty is looked at again soon, then less and less often; where rates hold rows back, some
# lane can give a few at any moment, and to look each time would cost more than they do.
LOOK_SOON, LOOK_AGAIN = 0.01, 0.25  # seconds
# Rows are handed out before their moment, several at a time: to mark them takes a while, and now
# and then a database takes a fifth of a second for it.
SOON, SOONER = timedelta(milliseconds=300), timedelta(milliseconds=200)


class Held:
    """Claimed rows, each under the token of its claim; see ``Worker`` for ``trusted``."""

    def __init__(self, *, trusted: set[int] | None = None) -> None:
        self._rows: list[tuple[datetime, int, Due]] = []
        self._order = itertools.count()
        self._again_at: dict[int, datetime] = {}
        self._lanes: list[int] = []
        self._look_at = self._let_past_at = float("-inf")
        self._pause = LOOK_SOON
        self._is_worth_another_look = True
        self._under_way: Counter[int] = Counter()
        self._unclear: Counter[int] = Counter()
        self._trusted = set() if trusted is None else trusted
        self._tokens: dict[int, str] = {}

    @property
    def has_more(self) -> bool:
        """Whether rows are held, or may be had by looking again."""
        return bool(self._rows or self._lanes or self._is_worth_another_look)

    def fill(self, *, now: datetime, room: int) -> Iterator[list[Due]]:
        """Claim from the next lanes if few rows are held; each lane gives its share in turn.

        Yields what each lane has let leave at once, ``room`` rows in all: they are marked and must
        be called now.
        """
        if len(self._rows) >= settings.LANTOA_IN_FLIGHT or room <= 0:
            return
        if self._lanes:
            self._let_past(now)
        else:
            self._look(now)
        for _ in range(min(len(self._lanes), LANES_AT_ONCE)):
            space = claiming.BATCH - len(self._rows)
            if space <= 0 or room <= 0:
                return
            share = max(LEAST_SHARE, space // len(self._lanes))
            leaving = self._take(self._lanes.pop(0), share=share, now=now, room=room)
            room -= len(leaving)
            yield leaving

    def _let_past(self, now: datetime) -> None:
        """Let lanes with something urgent go before those that wait for their turn."""
        if time.monotonic() - self._let_past_at < LOOK_AGAIN:
            return
        self._let_past_at = time.monotonic()
        first = self._in_time(lanes.urgent(now=now))
        self._lanes = first + [lane for lane in self._lanes if lane not in set(first)]

    def _in_time(self, found: list[int]) -> list[int]:
        """Leave out lanes of which we know that they can give nothing yet."""
        moment = timezone.now()
        return [lane for lane in found if self._again_at.get(lane, moment) <= moment]

    def _look(self, now: datetime) -> None:
        if time.monotonic() < self._look_at:
            return
        due = lanes.due(now=now)
        self._lanes = self._in_time(due)
        self._look_at = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, LOOK_AGAIN)
        self._is_worth_another_look = len(self._lanes) < len(due)

    def _take(self, lane: int, *, share: int, now: datetime, room: int) -> list[Due]:
        """Claim from one lane; a bot that has not answered yet is tried with a few messages.

        They are as many as unclear answers pause it: what was unclear is not tried again beside it.
        """
        size = share
        if lane > 0 and lane not in self._trusted:
            doubted = self._unclear[lane] % bots.BREAKER_AT
            size = min(share, bots.BREAKER_AT - doubted - self._under_way[lane])
        if size <= 0:
            self._is_worth_another_look = True
            return []
        claim = claiming.claim(lane, token=secrets.token_hex(16), now=now, size=size, room=room)
        if claim.again_at:
            self._again_at[lane] = claim.again_at
        elif claim.rows:
            self._pause = LOOK_SOON
        if claim.bot_token:
            self._tokens[lane] = claim.bot_token
        self.put_back(set(claim.rows).difference(claim.leaving))
        self._under_way.update(due.bot_id for due in claim.rows if due.bot_id)
        if claim.is_cut and size == share:
            self._lanes.append(lane)
        elif claim.is_cut or claim.has_more:
            self._is_worth_another_look = True
        return claim.leaving

    def ready(self, *, most: int) -> list[Due]:
        """Take out up to ``most`` rows whose moment has come, or will in a moment."""
        now = timezone.now()
        taken: list[Due] = []
        if not self._rows or self._rows[0][0] > now + SOONER:
            return taken
        while self._rows and len(taken) < most and self._rows[0][0] <= now + SOON:
            taken.append(heapq.heappop(self._rows)[2])
        return taken

    def put_back(self, rows: Iterable[Due]) -> None:
        """Hold rows on that were taken out and have not left."""
        for due in rows:
            heapq.heappush(self._rows, (due.leaves_at, next(self._order), due))

    def seconds_to_next(self) -> float:
        """Return how long until the next row may leave, or a lane is worth another look."""
        if self._lanes and len(self._rows) < settings.LANTOA_IN_FLIGHT:
            return 0.0
        if not self._rows:
            return max(0.0, self._look_at - time.monotonic())
        return max(0.0, (self._rows[0][0] - SOONER - timezone.now()).total_seconds())

    def token_of(self, due: Due) -> str:
        """Return the access token of the bot that carries ``due``."""
        return self._tokens.get(due.bot_id or 0, "")

    def learn(self, answered: Sequence[Answered], *, stayed: Iterable[Due]) -> None:
        """Trust a bot from its first receipt until something goes wrong with it.

        ``stayed``: rows that were given back instead of leaving.
        """
        self._under_way.subtract(due.bot_id for due in stayed if due.bot_id)
        for answer in answered:
            if (bot := answer.due.bot_id) is None:
                continue
            self._under_way[bot] -= 1
            if isinstance(answer.seen, Receipt):
                if bot not in self._trusted:
                    self._lanes.append(bot)
                self._trusted.add(bot)
                self._unclear[bot] = 0
            else:
                self._trusted.discard(bot)
                self._unclear[bot] += answer.seen.bot_effect is BotEffect.BREAKER

    def release(self) -> None:
        """Give every row back and take no more: what is left to wait for are answers."""
        self._lanes, self._look_at = [], float("inf")
        rows = [due for _moment, _order, due in self._rows]
        if rows:
            claiming.release(rows, now=timezone.now())
        self._rows.clear()
