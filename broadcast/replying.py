"""A bot's answer to one chat: counted, sent once, never tried again, kept in no ledger."""

import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from broadcast import bot_care, bots, quotas
from broadcast.carriers.port import NotSent, Outgoing, Receipt, Refused, SendError
from broadcast.models import ZaloBot
from broadcast.zalo import client
from broadcast.zalo.effects import fit


def reply(
    bot: ZaloBot, chat_id: str, text: str, *, is_urgent: bool = True
) -> Receipt | SendError | None:
    """Write ``text`` to a chat; None: the bot may not write now. Never inside a transaction."""
    now = timezone.now()
    if not bot_care.check(bot, now=now):
        return None
    if not quotas.take(bot.pk, wanted=1, is_urgent=is_urgent, now=now):
        return None
    leaves_at = bots.reserve_moment(bot.pk)
    time.sleep(max(0.0, (leaves_at - timezone.now()).total_seconds()))
    message = Outgoing(key=0, chat_id=chat_id, text=fit(text), photo_url="")
    [answer] = client.deliver(
        [message], token=bots.token_of(bot), base_url=settings.ZALO_BOT_BASE_URL
    )
    if isinstance(answer, NotSent | Refused):
        quotas.give_back(bot.pk, count=1, now=now)
    with transaction.atomic():
        bots.note(bot.pk, answer)
    return answer
