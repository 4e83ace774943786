"""Where Zalo posts what a bot hears. Every function that asks Zalo stays out of transactions."""

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.utils import timezone

from broadcast import bots, hook_secrets
from broadcast.carriers.port import SendError, Unknown
from broadcast.models import ZaloBot
from broadcast.zalo import hook_words, hooks


def address(bot: ZaloBot) -> str:
    """Return where Zalo posts what ``bot`` hears."""
    return f"{settings.SITE_URL}/zalo/hook/{bot.hook_id}/"


def open_hook(bot_id: int) -> str:
    """Give Zalo the bot's address and a new secret; returns the outcome, which is kept too."""
    bot, secret = hook_secrets.renew(bot_id)
    try:
        token, url = bots.token_of(bot), address(bot)
        base = settings.ZALO_BOT_BASE_URL
        found = hooks.set_webhook(token=token, base_url=base, url=url, secret=secret)
    except Unknown:
        hook_secrets.keep_both(bot)
        found = hook_words.UNCLEAR
    except (SendError, InvalidToken):
        hook_secrets.go_back(bot)
        found = hook_words.NOT_ASKED
    _keep(bot, found)
    return look(bot) if found == hook_words.GOOD else found


def look(bot: ZaloBot) -> str:
    """Ask Zalo where it posts what ``bot`` hears; returns the outcome, which is kept too."""
    try:
        token = bots.token_of(bot)
        url = hooks.get_webhook_url(token=token, base_url=settings.ZALO_BOT_BASE_URL)
    except (SendError, InvalidToken):
        return _keep(bot, hook_words.UNCLEAR)
    if not url:
        return _keep(bot, hook_words.NONE)
    if url != address(bot):
        return _keep(bot, hook_words.ELSEWHERE)
    # Only setting the address makes Zalo try it: a trial that failed is not forgotten here.
    has_failed = bot.hook_outcome.startswith(("webhook.http", "webhook.err"))
    return _keep(bot, bot.hook_outcome if has_failed else hook_words.GOOD)


def _keep(bot: ZaloBot, found: str) -> str:
    ZaloBot.objects.filter(pk=bot.pk).update(hook_outcome=found, hook_asked_at=timezone.now())
    bot.hook_outcome = found
    return found
