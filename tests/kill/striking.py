"""Who is killed, how, and how many calls can have been in flight there."""

import random
import time
from collections.abc import Callable
from typing import Any

from tests.kill import people
from tests.kill.cluster import PostgreSQL
from tests.kill.crew import Crew
from tests.kill.house import IN_FLIGHT
from tests.kill.looking import looking
from tests.kill.plan import Strike
from tests.kill.processes import Process
from tests.kill.servers import Database, Redis

# A press of a button takes about this long: the web server dies somewhere in the middle of it.
PRESS_SECONDS = 0.04


class Striker:
    """Kills in one run. ``calls`` counts those that may have been in flight, ``persons`` remembers
    who was pressing a button.
    """

    def __init__(
        self, crew: Crew, database: Database, redis: Redis, world: dict[str, Any], *, seed: int
    ) -> None:
        self.crew, self.database, self.redis, self.world = crew, database, redis, world
        self.chance = random.Random(f"strike {seed}")
        self.calls = 0
        self.persons: list[people.Person] = []
        self.deeds: dict[str, Callable[[Strike], None]] = {
            "worker": self._worker,
            "workers": self._all_workers,
            "worker head": self._head,
            "worker child": self._child,
            "ticker": lambda strike: self._one(crew.others["ticker"], strike, drains=1),
            "beat": lambda strike: self._one(crew.others["beat"], strike, drains=0),
            "web": self._web,
            "redis": self._redis,
            "flush": lambda _strike: redis.flush(),
            "database": self._database,
            "backend": self._backend,
        }

    def strike(self, strike: Strike) -> None:
        """Kill, and start again what was killed."""
        self.deeds[strike.target](strike)

    def _one(self, process: Process, strike: Strike, *, drains: int) -> None:
        self.calls += drains * IN_FLIGHT
        process.strike()
        time.sleep(strike.down)
        process.start()

    def _worker(self, strike: Strike) -> None:
        self._one(self.chance.choice(self.crew.workers), strike, drains=self.crew.drains)

    def _all_workers(self, strike: Strike) -> None:
        for process in self.crew.workers:
            process.strike()
        self.calls += len(self.crew.workers) * self.crew.drains * IN_FLIGHT
        time.sleep(strike.down)
        self.crew.recall()

    def _head(self, strike: Strike) -> None:
        """Kill Celery's main process; its children go on for a while beside the new ones."""
        process = self.chance.choice(self.crew.workers)
        self.calls += self.crew.drains * IN_FLIGHT
        process.strike_head()
        time.sleep(strike.down)
        self.crew.replace(process)

    def _child(self, _strike: Strike) -> None:
        if self.chance.choice(self.crew.workers).strike_child():
            self.calls += IN_FLIGHT

    def _web(self, strike: Strike) -> None:
        """Kill the web server while somebody's confirmation is being answered."""
        person = self.somebody()
        pressed = person.press() if person else None
        time.sleep(self.chance.uniform(0, PRESS_SECONDS))
        self._one(self.crew.others["web"], strike, drains=0)
        if pressed:
            pressed.wait(20)

    def somebody(self) -> people.Person | None:
        """Find somebody who has something to confirm."""
        with looking():
            person = people.somebody(self.crew.house, self.world, chance=self.chance)
        self.persons += [person] if person else []
        return person

    def _redis(self, strike: Strike) -> None:
        self.redis.strike()
        time.sleep(strike.down)
        self.redis.start()

    def _database(self, strike: Strike) -> None:
        self.calls += self._all_calls()
        self.database.strike()
        time.sleep(strike.down)
        self.database.start()

    def _backend(self, _strike: Strike) -> None:
        self.calls += self._all_calls()
        assert isinstance(self.database, PostgreSQL)
        self.database.strike_backend()

    def _all_calls(self) -> int:
        ticker = 0 if self.crew.plan.is_celery else 1
        return (len(self.crew.workers) * self.crew.drains + ticker) * IN_FLIGHT
