"""``/_sim/``: what tests and demonstrations do to the simulated Zalo. JSON in, JSON out."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from broadcast.zalo.simulator import fixture, inbound, membership, quota
from broadcast.zalo.simulator.answers import STYLES, ApiError
from broadcast.zalo.simulator.faults import Faults
from broadcast.zalo.simulator.world import Bot, World, sha256

Data = dict[str, Any]


class Control:
    """The deeds behind the control addresses; each takes and returns JSON values.

    Wrong input raises ``ApiError``, ``KeyError``, ``TypeError`` or ``ValueError``.
    """

    def __init__(self, world: World, faults: Faults, *, start: Data) -> None:
        self.world, self.faults, self.start = world, faults, start
        self.posts: dict[str, Callable[[Data], Data]] = {
            "user-message": self.user_message,
            "join": self.join,
            "leave": self.leave,
            "faults": self.set_faults,
            "clock": self.move_clock,
            "quota": self.set_quota,
            "tokens": self.reset_token,
            "fixture": self.add_fixture,
            "reset": self.reset,
        }

    def user_message(self, data: Data) -> Data:
        """``{chat | bot, user, text?, photo?, is_reply_to?, manner?}``: a person writes.

        ``bot`` instead of ``chat`` is a person's private chat, opened if need be; ``manner`` says
        how the event travels (``inbound.Manner``).
        """
        user, name = data["user"], data.get("chat", "")
        manner = inbound.Manner(**data.get("manner", {}))
        chat = self.world.chat_named(name) if name else None
        chat = chat or inbound.first_message(self.world, bot=data.get("bot", ""), user=user)
        message = inbound.write(
            self.world, chat=chat, user=user, text=data.get("text", ""), photo=data.get("photo", "")
        )
        reply = data.get("is_reply_to", "")
        posted = inbound.tell_bots(self.world, message, manner=manner, is_reply_to=reply)
        return {"message_id": message.id, "posted": posted}

    def join(self, data: Data) -> Data:
        """``{group, name}``: a bot or a person joins."""
        with self.world.lock:
            membership.join(self.world, group=data["group"], name=data["name"])
        return {}

    def leave(self, data: Data) -> Data:
        """``{group, name}``: a bot or a person leaves or is sent away."""
        with self.world.lock:
            membership.leave(self.world, group=data["group"], name=data["name"])
        return {}

    def set_faults(self, data: Data) -> Data:
        """``{clear?, style?, rules?: [rule, …]}``: misbehave."""
        if data.get("clear"):
            self.faults.clear()
        for rule in data.get("rules", []):
            self.faults.add(rule)
        if "style" in data:
            if data["style"] not in STYLES:
                raise ValueError(data["style"])
            self.world.style = data["style"]
        return {"rules": len(self.faults.rules), "style": self.world.style}

    def move_clock(self, data: Data) -> Data:
        """``{days?, seconds?}`` forward from real time; the month of the quota moves along."""
        moved = timedelta(days=data.get("days", 0), seconds=data.get("seconds", 0))
        self.world.offset = moved
        return {"now": self.world.now().isoformat(), "month": self.world.month()}

    def set_quota(self, data: Data) -> Data:
        """``{bot, used?, most_messages?, most_users?, most_groups?, per_second?}``."""
        bot = self._bot(data)
        with self.world.lock:
            for name in ("most_messages", "most_users", "most_groups", "per_second"):
                setattr(bot, name, int(data.get(name, getattr(bot, name))))
            if "used" in data:
                bot.used[self.world.month()] = int(data["used"])
        return {"used": quota.used(self.world, bot), "most_messages": bot.most_messages}

    def reset_token(self, data: Data) -> Data:
        """``{bot, token}``: the old token dies; the answer does not repeat the new one."""
        self._bot(data).token_sha256 = sha256(data["token"])
        return {}

    def add_fixture(self, data: Data) -> Data:
        """Add what a fixture names, in its format."""
        fixture.load(self.world, data)
        return {}

    def reset(self, _data: Data) -> Data:
        """Forget everything but the fixture of the start."""
        self.faults.clear()
        self.world.clear()
        fixture.load(self.world, self.start)
        return {}

    def messages(self, chat: str) -> list[Data]:
        """Return the messages of a chat, oldest first."""
        found = self.world.chat_named(chat)
        if found is None:
            raise ApiError(404, "No such chat")
        with self.world.lock:
            return [asdict(message) for message in self.world.messages.get(found.key, [])]

    def stats(self) -> Data:
        """Count what bots have sent since the start; duplicates have equal chat, text, photo."""
        with self.world.lock:
            again = {
                bot: sum(n - 1 for key, n in self.world.copies.items() if key[0] == bot)
                for bot in self.world.bots
            }
            return {
                "accepted": sum(self.world.accepted.values()),
                "duplicates": sum(again.values()),
                "refused": dict(self.world.refused),
                "by_bot": {
                    bot.id: {
                        "accepted": self.world.accepted[bot.id],
                        "duplicates": again[bot.id],
                        "used": quota.used(self.world, bot),
                    }
                    for bot in self.world.bots.values()
                },
            }

    def _bot(self, data: Data) -> Bot:
        return self.world.bots[data["bot"]]
