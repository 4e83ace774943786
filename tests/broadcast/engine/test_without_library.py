"""A ward without bots needs no library of Zalo's."""

import builtins
from typing import Any

import pytest

from broadcast import sending
from broadcast.models import ZaloLink
from broadcast.zalo import client
from tests.broadcast.engine.conftest import World


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let every import of the library fail, as where it is not installed."""
    whole = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] == "zalo_bot":
            raise ModuleNotFoundError(name)
        return whole(name, *arguments, **options)

    loaded = (sending.prepare, client._strict_bot, client._strict_request)
    for one in loaded:
        one.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    yield
    monkeypatch.undo()
    for one in loaded:
        one.cache_clear()


def test_the_leaders_page_works_without_it(world: World, no_library: None) -> None:
    ZaloLink.objects.all().delete()
    world.due()

    world.drain()

    assert world.states() == {"sent": 10}


def test_a_bots_message_waits_for_it_and_nobody_doubts_it(world: World, no_library: None) -> None:
    world.due()

    world.drain()

    assert "unknown" not in world.states()
    assert world.accepted() == 0
