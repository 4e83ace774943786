"""What one worker holds: claimed rows, taken from the lanes in turn, each until its moment."""

import heapq
import itertools
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from broadcast import bots, claiming, lanes
from broadcast.carriers.port import Due, Receipt
from broadcast.settling import Answered

# However many lanes there are, a claim that finds something should be worth its statements.
LEAST_SHARE = 8
# Lanes visited between two looks at the calls under way.
LANES_AT_ONCE = 8
# What was empty is looked at again after this long.
LOOK_AGAIN = 0.25  # seconds
# A bot's message that is later than this has missed its moment.
MISSED = timedelta(milliseconds=50)


class Held:
    """Claimed rows under one token."""

    def __init__(self, token: str) -> None:
        self._claim_token = token
        self._rows: list[tuple[datetime, int, Due]] = []
        self._order = itertools.count()
        self._lanes: list[int] = []
        self._looked_at = float("-inf")
        self._is_worth_another_look = True
        self._under_way: Counter[int] = Counter()
        self._trusted: set[int] = set()
        self._tokens: dict[int, str] = {}

    @property
    def has_more(self) -> bool:
        """Whether rows are held, or may be had by looking again."""
        return bool(self._rows or self._lanes or self._is_worth_another_look)

    def fill(self, *, now: datetime) -> None:
        """Claim from the next lanes if few rows are held; each lane gives its share in turn."""
        if len(self._rows) >= settings.LANTOA_IN_FLIGHT:
            return
        if not self._lanes:
            self._look(now)
        for _ in range(min(len(self._lanes), LANES_AT_ONCE)):
            room = claiming.BATCH - len(self._rows)
            if room <= 0:
                return
            self._take(
                self._lanes.pop(0), share=max(LEAST_SHARE, room // (len(self._lanes) + 1)), now=now
            )

    def _look(self, now: datetime) -> None:
        if time.monotonic() - self._looked_at < LOOK_AGAIN:
            return
        self._lanes = lanes.due(now=now)
        self._looked_at = time.monotonic()
        self._is_worth_another_look = False

    def _take(self, lane: int, *, share: int, now: datetime) -> None:
        """Claim from one lane; a bot that has not answered yet is tried with a few messages."""
        size = share
        if lane > 0 and lane not in self._trusted:
            size = min(share, bots.BREAKER_AT - self._under_way[lane])
        if size <= 0:
            self._is_worth_another_look = True
            return
        claim = claiming.claim(lane, token=self._claim_token, now=now, size=size)
        if claim.bot_token:
            self._tokens[lane] = claim.bot_token
        for due in claim.rows:
            heapq.heappush(self._rows, (due.leaves_at, next(self._order), due))
        self._under_way.update(due.bot_id for due in claim.rows if due.bot_id)
        if len(claim.rows) == share:
            self._lanes.append(lane)
        elif claim.has_more or len(claim.rows) == size:
            self._is_worth_another_look = True

    def ready(self, *, most: int) -> list[Due]:
        """Take out up to ``most`` rows whose moment has come.

        A moment that has been missed is gone, for another worker may be using those that follow:
        the row gets a new one.
        """
        now = timezone.now()
        taken: list[Due] = []
        while self._rows and len(taken) < most and self._rows[0][0] <= now:
            due = heapq.heappop(self._rows)[2]
            if due.bot_id and due.apart and now - due.leaves_at > MISSED:
                due.leaves_at = bots.reserve_moment(due.bot_id)
                self.put_back([due])
            else:
                taken.append(due)
        return taken

    def put_back(self, rows: Iterable[Due]) -> None:
        """Hold rows on that were taken out and have not left."""
        for due in rows:
            heapq.heappush(self._rows, (due.leaves_at, next(self._order), due))

    def seconds_to_next(self) -> float:
        """Return how long until the next row may leave, or a lane is worth another look."""
        if not self._rows:
            return LOOK_AGAIN
        return max(0.0, (self._rows[0][0] - timezone.now()).total_seconds())

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
            else:
                self._trusted.discard(bot)

    def release(self) -> None:
        """Give every row back."""
        rows = [due for _moment, _order, due in self._rows]
        if rows:
            claiming.release(rows, token=self._claim_token, now=timezone.now())
        self._rows.clear()
