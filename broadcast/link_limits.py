"""Guessing codes is pointless: a chat that sends wrong ones is no longer answered."""

from datetime import datetime, timedelta

from broadcast.models import InboundEvent, ZaloBot

HOUR = timedelta(hours=1)
MOST_WRONG_PER_CHAT, MOST_WRONG_PER_BOT = 5, 20
Result = InboundEvent.Result


def is_blocked(bot: ZaloBot, *, chat_id: str, at: datetime) -> bool:
    """Whether too many wrong codes came from this chat, or to this bot, in the last hour."""
    wrong = InboundEvent.objects.filter(
        bot=bot, result=Result.WRONG_CODE, received_at__gt=at - HOUR
    )
    if wrong.filter(chat_id=chat_id).count() >= MOST_WRONG_PER_CHAT:
        return True
    return wrong.count() >= MOST_WRONG_PER_BOT
