"""A ward's bots: their tokens, whether they may write now, and what each answer does to them."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from broadcast import lanes, locking, pacing
from broadcast.carriers.port import BotEffect, Receipt, Refused, SendError
from broadcast.models import ZaloBot, ZaloLink

SHORTEST_PAUSE, LONGEST_PAUSE = 60, 3600
# Seconds that a delivery waits before it asks again for a bot that may not write now.
WAIT_SECONDS = 60
PAUSED = "Bot Zalo đang tạm dừng."
BREAKER_AT = 3
BREAKER_PAUSES = (300, 900, 3600)
RELINK_AT = 2


def _fernet() -> Fernet:
    key = sha256(f"broadcast.bots:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(urlsafe_b64encode(key))


def set_token(bot: ZaloBot, token: str) -> None:
    """Put an encrypted ``token`` on ``bot`` (not saved); only its last four characters show."""
    bot.token_encrypted = _fernet().encrypt(token.encode())
    bot.token_last_four = token[-4:]


def token_of(bot: ZaloBot) -> str:
    """Return the token in clear, for the one call that needs it."""
    return _in_clear(bytes(bot.token_encrypted), settings.SECRET_KEY)


@lru_cache(maxsize=256)
def _in_clear(encrypted: bytes, _key: str) -> str:
    return _fernet().decrypt(encrypted).decode()


def is_usable(bot: ZaloBot) -> bool:
    """Whether the bot may write now; a pause ends only when the bot has answered (``bot_care``)."""
    return bot.state == ZaloBot.State.ACTIVE


@transaction.atomic
def reserve_moment(bot_id: int) -> datetime:
    """Return the next moment at which one message of the bot may leave, and use it up."""
    bot = ZaloBot.objects.select_for_update(no_key=True).get(pk=bot_id)
    moment = max(bot.free_at or timezone.now(), timezone.now())
    bot.free_at = pacing.next_free(moment, per_second=per_second(bot))
    bot.save(update_fields=["free_at"])
    return moment


def per_second(bot: ZaloBot) -> float:
    """Return how many messages a second the bot may send; 0 means that we set no limit."""
    return float(settings.ZALO_PER_SECOND if bot.per_second is None else bot.per_second)


_IDS = locking.Table(id=int)
_LOOK = """
WITH wanted AS ({ids})
SELECT id, state = %s, error_count <> 0 OR pause_seconds <> 0 FROM broadcast_zalobot
WHERE id IN (SELECT id FROM wanted)
"""


def look(bot_ids: Iterable[int]) -> tuple[set[int], set[int]]:
    """Return those of the bots that may write now, and those that a receipt would clear."""
    wanted = [(pk,) for pk in bot_ids]
    if not wanted:
        return set(), set()
    with locking.cursor() as cursor:
        active = str(ZaloBot.State.ACTIVE)
        cursor.execute(_LOOK.format(ids=_IDS.sql), [*_IDS.parameters(wanted), active])
        rows = cursor.fetchall()
    return {pk for pk, is_active, _ in rows if is_active}, {
        pk for pk, _, troubled in rows if troubled
    }


def note(bot_id: int, answer: Receipt | SendError, *, link_id: int | None = None) -> None:
    """Let one answer clear, pause or stop the bot, or mark a link that keeps refusing.

    Many calls are under way at once: while the bot pauses, what they still bring neither ends the
    pause nor lengthens it. Needs a transaction.
    """
    bot = ZaloBot.objects.select_for_update(no_key=True).get(pk=bot_id)
    if isinstance(answer, Refused) and link_id is not None:
        _refuse(link_id)
    elif isinstance(answer, Receipt) and is_usable(bot):
        bot.problem = ""
        bot.error_count = bot.pause_seconds = 0
    elif isinstance(answer, SendError) and answer.bot_effect is BotEffect.STOP:
        bot.state, bot.problem = ZaloBot.State.STOPPED, answer.reason
    elif isinstance(answer, SendError) and is_usable(bot):
        _count(bot, answer)
    bot.save(update_fields=["state", "problem", "error_count", "pause_seconds", "paused_until"])


def _count(bot: ZaloBot, answer: SendError) -> None:
    """Pause after a rate or quota at once, after unclear answers when there are several."""
    if answer.bot_effect is BotEffect.PAUSE:
        seconds = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, 2 * bot.pause_seconds))
        _pause(bot, answer.retry_after or seconds, answer.reason)
    elif answer.bot_effect is BotEffect.BREAKER:
        bot.error_count += 1
        rounds, rest = divmod(bot.error_count, BREAKER_AT)
        if not rest:
            _pause(bot, BREAKER_PAUSES[min(rounds, len(BREAKER_PAUSES)) - 1], answer.reason)


def _pause(bot: ZaloBot, seconds: int, reason: str) -> None:
    bot.state, bot.problem = ZaloBot.State.PAUSED, reason
    bot.paused_until = timezone.now() + timedelta(seconds=seconds)
    bot.pause_seconds = seconds


def _refuse(link_id: int) -> None:
    ZaloLink.objects.filter(pk=link_id).update(refused_count=F("refused_count") + 1)
    worn = ZaloLink.objects.filter(pk=link_id, refused_count__gte=RELINK_AT)
    if worn.exclude(state=ZaloLink.State.NEEDS_RELINK).update(state=ZaloLink.State.NEEDS_RELINK):
        lanes.assign(groups=worn.values_list("group", flat=True))
