"""The secret with which Zalo shows that it is Zalo: only its SHA-256 is kept, the last one a while.

Zalo tries an address during the very call that names the secret, so a new one is in force before
anybody knows whether Zalo took it.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from broadcast.models import ZaloBot

OLD_LASTS = timedelta(minutes=10)
# Where nobody knows which secret Zalo uses, both are good until the address is set again.
UNTIL_SET_AGAIN = timedelta(days=365)


def knows(bot: ZaloBot, given: str) -> bool:
    """Whether ``given`` is the bot's secret, or its last one while that is still accepted."""
    seen = hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()
    until = bot.old_secret_until
    old = bot.old_secret_sha256 if until and until > timezone.now() else ""
    # Both are compared every time: how long it takes says nothing.
    is_new = hmac.compare_digest(seen, bot.secret_sha256)
    is_old = hmac.compare_digest(seen, old)
    return is_new or is_old


@transaction.atomic
def renew(bot_id: int) -> tuple[ZaloBot, str]:
    """Give the bot a new secret, and an address if it has none; the old one lasts ten minutes."""
    secret = secrets.token_urlsafe(32)
    bot = ZaloBot.objects.select_for_update().get(pk=bot_id)
    bot.hook_id = bot.hook_id or secrets.token_hex(16)
    bot.old_secret_sha256 = bot.secret_sha256
    bot.old_secret_until = timezone.now() + OLD_LASTS if bot.secret_sha256 else None
    bot.secret_sha256 = hashlib.sha256(secret.encode()).hexdigest()
    bot.save(update_fields=["hook_id", "old_secret_sha256", "old_secret_until", "secret_sha256"])
    return bot, secret


def keep_both(bot: ZaloBot) -> None:
    """Zalo may or may not have taken the new secret."""
    _still_newest(bot).update(old_secret_until=timezone.now() + UNTIL_SET_AGAIN)


def go_back(bot: ZaloBot) -> None:
    """Zalo surely did not take the new secret: the old one is in force again."""
    old = {"secret_sha256": bot.old_secret_sha256, "old_secret_sha256": ""}
    _still_newest(bot).update(**old, old_secret_until=None)


def _still_newest(bot: ZaloBot) -> QuerySet[ZaloBot]:
    return ZaloBot.objects.filter(pk=bot.pk, secret_sha256=bot.secret_sha256)
