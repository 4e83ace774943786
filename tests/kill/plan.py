"""What happens in one run, drawn from its seed: who works, what misbehaves, who is killed when."""

import random
from dataclasses import dataclass, field
from typing import Any

# Who can be killed: with Celery and without it, and what else there is beside.
DRAINS = ("worker", "worker", "worker", "workers", "ticker")
CELERY = ("worker", "worker head", "worker child", "beat", "redis", "flush")
POSTGRES = ("database", "backend")
ACTS = ("pause", "pause", "cancel")
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "accept_close", "every": 41},
    {"kind": "close", "every": 53},
    {"kind": "truncated", "every": 59},
    {"kind": "no_message_id", "every": 67},
    {"kind": "odd_message_id", "every": 73},
    {"kind": "error", "code": 500, "every": 47},
    {"kind": "accept_error", "code": 500, "every": 61},
    {"kind": "html", "status": 502, "every": 71},
    {"kind": "accept_late", "seconds": 3, "next": 2},
    {"kind": "error", "code": 429, "next": 1, "bot": "bot1"},
    {"kind": "error", "code": 401, "next": 1, "bot": "bot2"},
    {"kind": "error", "code": 400, "every": 43},
)


@dataclass(frozen=True, slots=True)
class Strike:
    """Kill ``target`` ``pause`` seconds after the part ``after`` of the messages has left; what was
    killed is started again ``down`` seconds later.
    """

    target: str
    after: float
    pause: float
    down: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. ``latency`` in seconds; ``rate`` a second for each bot, 0 without a limit; ``act``
    is what a person does to the campaign; ``breakage`` is for the laboratory's own test.
    """

    seed: int
    is_celery: bool = False
    workers: int = 1
    strikes: list[Strike] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    latency: float = 0.05
    rate: int = 0
    act: str = ""
    act_after: float = 0.5
    has_web: bool = False
    resends: int = 0
    breakage: str = ""

    @property
    def late_answers(self) -> int:
        """How many answers come after the ledger has given them up."""
        return sum(f["next"] for f in self.faults if f["kind"] == "accept_late")


def draw(seed: int, *, database: str) -> Plan:
    """Return the run of ``seed``: always the same one."""
    chance = random.Random(f"kill {seed}")
    is_celery = chance.random() < 0.35
    has_web = chance.random() < 0.4
    targets = [*(CELERY if is_celery else DRAINS)]
    targets += ["web"] * 2 if has_web else []
    targets += POSTGRES if database == "postgres" else ()
    act = chance.choice(ACTS) if chance.random() < 0.25 else ""
    faults = chance.sample(FAULTS, chance.choice((0, 1, 2, 3)))
    return Plan(
        seed=seed,
        is_celery=is_celery,
        workers=chance.choice((1, 2, 3)),
        strikes=sorted(
            (
                Strike(
                    target=chance.choice(targets),
                    after=chance.uniform(0, 0.8),
                    pause=chance.uniform(0, 0.15),
                    down=chance.choice((0, 0, 0.1, 0.4)),
                )
                for _ in range(chance.choice((1, 2, 2, 3)))
            ),
            key=lambda strike: strike.after,
        ),
        faults=[dict(fault) for fault in faults],
        latency=chance.uniform(0.02, 0.12),
        rate=chance.choice((0, 0, 0, 40)),
        act=act,
        act_after=chance.uniform(0.1, 0.7),
        has_web=has_web,
        resends=0 if act == "cancel" else chance.choice((0, 0, 2)),
    )


def broken(breakage: str, *, seed: int) -> Plan:
    """Return a run in which something is broken on purpose."""
    strikes = [Strike("worker", after=0.3, pause=0.05, down=0)]
    return Plan(seed=seed, workers=1, strikes=strikes, latency=0.1, breakage=breakage)
