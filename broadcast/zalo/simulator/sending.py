"""The methods by which a bot sends. There is no dedupe: the same call twice is shown twice."""

from typing import Any

from broadcast.zalo.simulator import pictures, quota
from broadcast.zalo.simulator.answers import ApiError
from broadcast.zalo.simulator.world import GROUP, Bot, Chat, Message, World, new_id

MOST_UNITS = 2_000
Parameters = dict[str, str]


def send_message(world: World, bot: Bot, given: Parameters) -> Any:
    """Text of 1–2,000 UTF-16 units (the unit is our guess)."""
    chat = _chat(world, bot, given)
    _check_length(given.get("text", ""), least=1)
    return _accept(world, bot, chat, text=given["text"])


def send_photo(world: World, bot: Bot, given: Parameters) -> Any:
    """A picture by address, with or without a caption; a bad picture is accepted and black."""
    chat = _chat(world, bot, given)
    if not pictures.is_absolute(given.get("photo", "")):
        raise ApiError(400, "Invalid photo")
    if "caption" in given:
        _check_length(given["caption"], least=1)
    return _accept(world, bot, chat, text=given.get("caption", ""), photo=given["photo"])


def send_sticker(world: World, bot: Bot, given: Parameters) -> Any:
    """A sticker, shown by its name."""
    chat = _chat(world, bot, given)
    if not given.get("sticker"):
        raise ApiError(400, "sticker is required")
    return _accept(world, bot, chat, text=f"[Nhãn dán {given['sticker']}]")


def send_voice(world: World, bot: Bot, given: Parameters) -> Any:
    """A voice message: groups answer well and never show it."""
    chat = _chat(world, bot, given)
    if not given.get("voice_url"):
        raise ApiError(400, "voice_url is required")
    if chat.kind == GROUP:
        with world.lock:
            quota.take(world, bot)
        return {"message_id": new_id(), "date": world.milliseconds()}
    return _accept(world, bot, chat, text="[Tin thoại]")


def send_chat_action(world: World, bot: Bot, given: Parameters) -> Any:
    """The bot seems to be typing; nothing stays and no result is given."""
    _chat(world, bot, given)
    if not given.get("action"):
        raise ApiError(400, "action is required")
    return None


def _accept(world: World, bot: Bot, chat: Chat, *, text: str, photo: str = "") -> Any:
    with world.lock:
        quota.take(world, bot)
    # The fetch is slow and asks our own server: it happens outside the lock.
    picture, content, dark = pictures.fetch(photo) if photo else ("", b"", "")
    at = world.milliseconds()
    message = Message(new_id(), chat.key, bot.id, bot.name, True, text, photo, picture, dark, at)
    with world.lock:
        if picture:
            world.pictures[picture] = content
        world.add(message)
    return {"message_id": message.id, "date": at}


def _chat(world: World, bot: Bot, given: Parameters) -> Chat:
    chat = world.chat_for(bot, given.get("chat_id", ""))
    if chat is None:
        raise ApiError(400, "Invalid chat_id")
    return chat


def _check_length(text: str, *, least: int) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if not least <= units <= MOST_UNITS:
        raise ApiError(400, "Invalid text length")
