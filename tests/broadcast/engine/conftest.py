"""Bots, chats and due deliveries against a served Zalo."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from broadcast import bots, sending, sweeping
from broadcast.models import Delivery, ZaloBot, ZaloLink
from broadcast.zalo.simulator.server import Simulator, running
from campaigns import planning
from outreach.models import ResidentialGroup, Ward
from tests import making


@dataclass
class World:
    """A ward whose leaders are all linked to its bots, in turn."""

    zalo: Simulator
    ward: Ward
    bots: list[ZaloBot] = field(default_factory=list)
    now: datetime = field(default_factory=lambda: making.next_morning() + timedelta(minutes=5))

    def due(self, **options: Any) -> None:
        """Let one occurrence fall due for every leader."""
        making.campaign(self.ward, **options)
        planning.spawn_due(self.now)
        sweeping.fan_out_all(now=self.now)

    def drain(self, **options: Any) -> sending.Sent:
        return sending.drain(now=self.now, **options)

    def states(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for state in Delivery.objects.values_list("state", flat=True):
            found[state] = found.get(state, 0) + 1
        return found

    def accepted(self) -> int:
        count: int = self.zalo.control.stats()["accepted"]
        return count

    def faults(self, *rules: dict[str, Any]) -> None:
        self.zalo.control.set_faults({"clear": True, "rules": list(rules)})


def token(number: int) -> str:
    return f"{number + 1}000:bot-{number}"


def chat(number: int) -> str:
    return f"{number:020x}"


def world_of(zalo: Simulator, *, ward: Ward, count: int) -> World:
    """Link the ward's leaders to ``count`` bots, in turn."""
    made = World(zalo, ward)
    for number in range(count):
        bot = ZaloBot(ward=ward, display_name=f"Bot {number}", zalo_id=f"bot{number}")
        bots.set_token(bot, token(number))
        bot.save()
        made.bots.append(bot)
    officer = making.officer(ward)
    for number, group in enumerate(ResidentialGroup.objects.filter(ward=ward).order_by("pk")):
        ZaloLink.objects.create(
            ward=ward,
            bot=made.bots[number % count],
            kind=ZaloLink.Kind.DIRECT,
            group=group,
            chat_id=chat(number),
            state=ZaloLink.State.ACTIVE,
            confirmed_by=officer,
            confirmed_at=timezone.now(),
        )
    return made


@pytest.fixture
def zalo(settings: Any) -> Iterator[Simulator]:
    """A Zalo with three bots and fifty people who have written to each."""
    start = {
        "bots": [{"token": token(n), "id": f"bot{n}", "name": f"Bot {n}"} for n in range(3)],
        "users": [
            {"id": chat(n), "name": f"Bác {n}", "bots": ["bot0", "bot1", "bot2"]} for n in range(50)
        ],
        "groups": [],
    }
    with running(key="engine", start=start) as simulator:
        settings.ZALO_BOT_BASE_URL = simulator.url
        yield simulator


@pytest.fixture
def world(db: None, zalo: Simulator) -> World:
    """Ten linked leaders and one bot."""
    return world_of(zalo, ward=making.ward(groups=10), count=1)
