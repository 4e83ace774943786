"""``/bot{token}/{method}``: who asks, which method, what it answers."""

from collections.abc import Callable
from typing import Any

from broadcast.zalo.simulator import answers, hooks, sending
from broadcast.zalo.simulator.answers import Answer, ApiError
from broadcast.zalo.simulator.world import Bot, World


def get_me(_world: World, bot: Bot, _given: dict[str, str]) -> Any:
    """Say who the bot is."""
    return {
        "id": bot.id,
        "account_name": f"bot.{bot.id}",
        "account_type": "BASIC",
        "can_join_groups": bot.can_join_groups,
        "display_name": bot.name,
    }


METHODS: dict[str, Callable[[World, Bot, dict[str, str]], Any]] = {
    "getMe": get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendSticker": sending.send_sticker,
    "sendVoice": sending.send_voice,
    "sendChatAction": sending.send_chat_action,
    "setWebhook": hooks.set_webhook,
    "testWebhook": hooks.probe_webhook,
    "getWebhookInfo": hooks.get_webhook_info,
    "deleteWebhook": hooks.delete_webhook,
    "getUpdates": hooks.get_updates,
}


def answer(world: World, bot: Bot | None, method: str, given: dict[str, str]) -> Answer:
    """Perform one call for ``bot`` (``None``: the token is wrong) and answer it."""
    try:
        if bot is None:
            raise ApiError(401)
        if method not in METHODS:
            raise ApiError(404)
        return answers.good(METHODS[method](world, bot, given))
    except ApiError as exc:
        with world.lock:
            world.refused[str(exc.code)] += 1
        return answers.bad(exc.code, exc.description, style=world.style)
