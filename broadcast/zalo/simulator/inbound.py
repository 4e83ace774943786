"""What people write, and how a bot gets to hear of it."""

import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any

from broadcast.zalo.simulator import hooks, membership
from broadcast.zalo.simulator.answers import ApiError
from broadcast.zalo.simulator.world import PRIVATE, Bot, Chat, Message, World, new_id


@dataclass(frozen=True, slots=True)
class Manner:
    """How the event travels; the defaults are what has been seen live.

    ``shape`` wrapped | flat; ``photo`` photo | photo_url | both; ``secret`` right | wrong | none;
    ``event`` replaces the event's name; ``drop`` names fields to leave out; ``copies`` posts it
    that often, ``delay`` that many seconds late, ``is_lost`` never.
    """

    shape: str = "wrapped"
    photo: str = "photo_url"
    secret: str = "right"  # noqa: S105 a choice, not a secret
    event: str = ""
    drop: list[str] = field(default_factory=list)
    copies: int = 1
    delay: float = 0
    is_lost: bool = False


def write(world: World, *, chat: Chat, user: str, text: str, photo: str = "") -> Message:
    """Let the member ``user`` write in ``chat``; the bots do not hear of it yet."""
    if user not in chat.members:
        raise ApiError(400, "Not a member of this chat")
    name = world.people.get(user, user)
    at = world.milliseconds()
    message = Message(new_id(), chat.key, user, name, False, text, photo, "", "", at)
    world.add(message)
    return message


def first_message(world: World, *, bot: str, user: str) -> Chat:
    """Open the chat that a person's first message to a bot opens."""
    if bot not in world.bots:
        raise ApiError(400, "No such bot")
    world.people.setdefault(user, user)
    with world.lock:
        return membership.open_private(world, user=user, bot=world.bots[bot])


def tell_bots(
    world: World, message: Message, *, manner: Manner, is_reply_to: str = ""
) -> list[dict[str, Any]]:
    """Tell every bot that may hear ``message``; return what each webhook answered.

    In groups a bot hears only what mentions it or replies to it. A delayed event is posted from a
    thread and its status is not known.
    """
    chat = world.chats[message.chat]
    return [
        {"bot": bot.id, "statuses": _tell(world, bot, _event(chat, message, manner), manner)}
        for bot in (world.bots[key] for key in chat.bots if key in world.bots)
        if chat.kind == PRIVATE or f"@{bot.name}" in message.text or is_reply_to == bot.id
    ]


def _tell(world: World, bot: Bot, event: dict[str, Any], manner: Manner) -> list[int]:
    if manner.is_lost:
        return []
    if not bot.webhook_url:
        with world.changed:
            if bot.pollers > len(bot.polled):
                bot.polled.append(event)
                world.changed.notify_all()
        return []
    secrets = {"right": bot.webhook_secret, "wrong": f"{bot.webhook_secret}x", "none": None}
    secret = secrets[manner.secret]
    body = event if manner.shape == "flat" else {"ok": True, "result": event}
    url = bot.webhook_url

    def deliver() -> list[int]:
        return [hooks.post(url, secret, body) for _copy in range(manner.copies)]

    if not manner.delay:
        return deliver()

    def later() -> None:
        time.sleep(manner.delay)
        deliver()

    threading.Thread(target=later, daemon=True).start()
    return []


def _event(chat: Chat, message: Message, manner: Manner) -> dict[str, Any]:
    body: dict[str, Any] = {
        "from": {"id": message.sender, "display_name": message.sender_name, "is_bot": False},
        "chat": {"id": chat.api_id, "chat_type": chat.kind},
        "message_id": message.id,
        "date": message.at,
    }
    if message.photo:
        fields = ("photo", "photo_url") if manner.photo == "both" else (manner.photo,)
        body |= dict.fromkeys(fields, message.photo)
        body |= {"caption": message.text} if message.text else {}
    else:
        body["text"] = message.text
    for name in manner.drop:
        body.pop(name, None)
    kind = "image" if message.photo else "text"
    return {"event_name": manner.event or f"message.{kind}.received", "message": body}


def forward(world: World, message: Message, *, to: Chat, user: str) -> Message:
    """Copy ``message``, picture and text, into ``to`` as if ``user`` had forwarded it."""
    if user not in to.members:
        raise ApiError(400, "Not a member of this chat")
    copy = replace(
        message,
        id=new_id(),
        chat=to.key,
        sender=user,
        sender_name=world.people.get(user, user),
        is_bot=False,
        at=world.milliseconds(),
        is_forwarded=True,
    )
    world.add(copy)
    return copy
