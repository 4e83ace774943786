"""Keeps the world in a file, so that chats outlive a restart. No token is ever written."""

import contextlib
import json
import threading
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from broadcast.zalo.simulator.world import Bot, Chat, Message, World

KEPT_PER_CHAT = 500
BOT_FIELDS = (
    "id", "name", "token_sha256", "webhook_url", "webhook_secret", "webhook_at",
    "can_join_groups", "most_users", "most_groups", "most_messages", "per_second", "used",
)  # fmt: skip


def to_data(world: World) -> dict[str, Any]:
    """Return the world as JSON values; pictures stay outside."""
    with world.lock:
        return {
            "bots": [{f: getattr(bot, f) for f in BOT_FIELDS} for bot in world.bots.values()],
            "people": dict(world.people),
            "chats": [asdict(chat) for chat in world.chats.values()],
            "messages": {
                key: [asdict(message) for message in found[-KEPT_PER_CHAT:]]
                for key, found in world.messages.items()
            },
            "offset": world.offset.total_seconds(),
        }


def restore(world: World, path: Path) -> None:
    """Bring back what ``write`` kept; an absent or unreadable file is an empty world."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    with world.lock:
        world.bots = {bot["id"]: Bot(**bot) for bot in data["bots"]}
        world.people = data["people"]
        world.chats = {chat["key"]: Chat(**chat) for chat in data["chats"]}
        for chat in data["messages"].values():
            for message in chat:
                world.add(Message(**message))
        world.offset = timedelta(seconds=data["offset"])
        for picture in _folder(path).glob("*"):
            world.pictures[picture.name] = picture.read_bytes()


def write(world: World, path: Path) -> None:
    """Write the world whole, then put it in place in one step."""
    folder = _folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in list(world.pictures.items()):
        if not (folder / name).exists():
            (folder / name).write_bytes(content)
    fresh = path.with_name(f"{path.name}.new")
    fresh.touch(mode=0o600)  # it holds the webhooks' secrets
    fresh.write_text(json.dumps(to_data(world), ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


class Keeper(threading.Thread):
    """Writes the world after changes, at most every ``seconds``, and once at the end."""

    def __init__(self, world: World, path: Path, *, seconds: float = 1) -> None:
        super().__init__(daemon=True, name="zalo-sim-keeper")
        self.world, self.path, self.seconds = world, path, seconds
        self.ending = threading.Event()

    def run(self) -> None:
        """Look, write if something is new, wait."""
        written = self.world.version
        while not self.ending.wait(self.seconds):
            written = self._write_after(written)
        self._write_after(written)

    def end(self) -> None:
        """Write the last changes and stop."""
        self.ending.set()
        self.join(timeout=10)

    def _write_after(self, written: int) -> int:
        version = self.world.version
        if version != written:
            with contextlib.suppress(OSError):
                write(self.world, self.path)
                return version
        return written


def _folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}_pictures")
