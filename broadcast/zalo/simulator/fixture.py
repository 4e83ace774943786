"""Brings the bots, people and groups of a fixture into the world; its format is the package's."""

from typing import Any

from broadcast.zalo.simulator.world import GROUP, PRIVATE, Bot, Chat, World, private_key, sha256


def load(world: World, data: dict[str, Any]) -> None:
    """Add what ``data`` names; who is already known keeps chats and quota. Safe to repeat."""
    with world.lock:
        for bot in data.get("bots", []):
            _add_bot(world, bot)
        everyone = [str(bot["id"]) for bot in data.get("bots", [])]
        for person in data.get("users", []):
            world.people[str(person["id"])] = person["name"]
            for bot_id in person.get("bots", everyone):
                _open_private(world, str(person["id"]), str(bot_id))
        for group in data.get("groups", []):
            _add_group(world, group)
        world.version += 1


def _add_bot(world: World, data: dict[str, Any]) -> None:
    bot_id = str(data["id"])
    bot = world.bots.setdefault(bot_id, Bot(bot_id, data["name"], ""))
    bot.name, bot.token_sha256 = data["name"], sha256(data["token"])
    if data.get("webhook"):
        bot.webhook_url, bot.webhook_secret = data["webhook"], data.get("secret", "")
        bot.webhook_at = world.milliseconds()


def _open_private(world: World, user: str, bot: str) -> None:
    key = private_key(user, bot)
    chat = world.chats.setdefault(key, Chat(key, PRIVATE, "", [user], [bot]))
    chat.name = world.people[user]


def _add_group(world: World, data: dict[str, Any]) -> None:
    key = str(data["id"])
    known = Chat(key, GROUP, "", [], [])
    chat = world.chats.setdefault(key, known)
    chat.name = data["name"]
    chat.members += [m for m in map(str, data.get("members", [])) if m not in chat.members]
    chat.bots += [b for b in map(str, data.get("bots", [])) if b not in chat.bots]
