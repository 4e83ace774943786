"""One run: people and machines at work, some of them killed, until everything is at rest."""

import random
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadcast.models import Delivery, ZaloBot
from tests.kill import breaking, checking, people
from tests.kill.crew import Crew
from tests.kill.house import House
from tests.kill.looking import State, is_at_rest, looking, moved
from tests.kill.plan import Plan, Strike
from tests.kill.servers import Database, Redis
from tests.kill.striking import Striker

GIVE_UP_SECONDS = 130
# A kill does not wait for ever for a part of the messages: bots may be pausing.
SHARE_SECONDS = 3


@dataclass(slots=True)
class Ended:
    """How a run ended; times in seconds. ``calls``: how many were in flight at the kills."""

    found: checking.Found
    recovery: float
    seconds: float
    calls: int
    crashed: int


class Run:
    """A fresh ward, its crew, and what happens to them."""

    def __init__(
        self, house: House, database: Database, redis: Redis, world: dict[str, Any], plan: Plan
    ) -> None:
        self.plan, self.world = plan, world
        self.began_at = time.monotonic()
        database.renew()
        redis.flush()
        with looking():
            _make_due(rate=plan.rate)
        self.crew = Crew(house, plan)
        self.striker = Striker(self.crew, database, redis, world, seed=plan.seed)
        self.chance = random.Random(f"people {plan.seed}")
        self.resent: list[int] = []
        self.silent: list[int] = []

    def go(self) -> Ended:
        """Do what the plan says and return what became of everything."""
        try:
            struck_at = self._disturb()
            recovery = self._rest() - struck_at
            with looking():
                planned = list(Delivery.objects.filter(state=State.PLANNED))
                self.silent = [row.pk for row in planned if not checking.is_waiting(row)]
            self._let_time_pass()
            unanswered = self._let_people_finish()
        finally:
            record = self.crew.end()
        with looking():
            found = checking.check(
                record, rows=self.world["rows"], resent=self.resent, calls=self._calls()
            )
            found.wrong += checking.confirmations([person.row for person in self.striker.persons])
        found.lost = sorted({*found.lost, *self.silent})
        found.wrong += unanswered
        seconds = time.monotonic() - self.began_at
        return Ended(found, recovery, seconds, self._calls(), self.crew.crashed)

    def _calls(self) -> int:
        return self.striker.calls + self.crew.calls + self.plan.late_answers

    def _disturb(self) -> float:
        """Kill and act, each at its moment; return when the last kill was."""
        events: list[tuple[float, Strike | None]] = [
            (strike.after, strike) for strike in self.plan.strikes
        ]
        events += [(self.plan.act_after, None)] if self.plan.act else []
        struck_at = time.monotonic()
        for after, strike in sorted(events, key=lambda event: event[0]):
            self._wait_for(after)
            if strike is None:
                self._act()
                continue
            time.sleep(strike.pause)
            with looking():
                struck_at = struck_at if is_at_rest() else time.monotonic()
            self.striker.strike(strike)
            with looking():
                breaking.do(self.plan.breakage)
        if self.plan.act == "pause":
            with looking():
                people.resume()
            self.crew.recall()
        return struck_at

    def _wait_for(self, share: float) -> None:
        """Return when ``share`` of the deliveries no longer wait, or when that takes too long."""
        wanted, deadline = share * len(self.world["rows"]), time.monotonic() + SHARE_SECONDS
        with looking():
            while moved() < wanted and not is_at_rest() and time.monotonic() < deadline:
                time.sleep(0.02)

    def _act(self) -> None:
        with looking():
            {"pause": people.pause, "cancel": people.cancel}[self.plan.act]()

    def _rest(self) -> float:
        """Return the moment at which everything had come to rest, or was given up."""
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            self.crew.keep()
            with looking():
                is_quiet = is_at_rest()
            if is_quiet and self.crew.are_done():
                break
            time.sleep(0.05)
        return time.monotonic()

    def _let_time_pass(self) -> None:
        """Let every pause end and every waiting row have its turn, with a Zalo that works again."""
        self.crew.misbehave([{"kind": "latency", "seconds": 0.01}])
        with looking():
            self.resent = people.send_again(self.plan.resends, chance=self.chance)
        for _ in range(4):
            with looking():
                waiting = Delivery.objects.filter(state=State.PLANNED).update(
                    next_attempt_at=timezone.now()
                )
                ZaloBot.objects.update(
                    state=ZaloBot.State.ACTIVE, error_count=0, pause_seconds=0, paused_until=None
                )
                is_quiet = not waiting and is_at_rest()
            if is_quiet:
                return
            self.crew.recall()
            self._rest()

    def _let_people_finish(self) -> list[str]:
        """Let everybody press until it is answered."""
        if self.plan.has_web and not self.striker.persons:
            self.striker.somebody()
        return [
            f"the confirmation of {person.row} was never answered"
            for person in self.striker.persons
            if not person.insist()
        ]


def _make_due(*, rate: int) -> None:
    """Set the clock of the ward: the template may be some minutes old."""
    moment = timezone.now() - timedelta(minutes=1)
    Delivery.objects.update(
        due_at=moment, next_attempt_at=moment, expires_at=moment + timedelta(days=1)
    )
    ZaloBot.objects.update(per_second=rate)
