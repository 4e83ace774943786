"""Looking after a bot: who it is, and whether it may write.

Every function here may call Zalo: never inside a transaction.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Q, When

from broadcast import bots
from broadcast.carriers.port import BotEffect, SendError, Unknown
from broadcast.models import Delivery, ZaloBot
from broadcast.zalo import client, outcome

LONGEST_ID = 40  # characters
ASK_EVERY = timedelta(minutes=10)
SHORTEST_PAUSE, LONGEST_PAUSE = 60, 3600  # seconds
ANOTHER = "Mã truy cập này là của một bot khác. Dán mã của đúng bot, hoặc thêm bot mới."
UNREADABLE = "Không đọc được mã truy cập đã lưu. Dán lại mã truy cập của bot."
LOG_ACTIONS = (
    ("lantoa.bot_asked", "Kiểm tra bot Zalo", "Đã kiểm tra bot Zalo"),
    ("lantoa.bot_hook", "Đặt địa chỉ nhận tin", "Đã đặt lại địa chỉ nhận tin của bot Zalo"),
    ("lantoa.bot_stopped", "Ngừng bot Zalo", "Đã ngừng bot Zalo"),
)
State = ZaloBot.State
_log = logging.getLogger(__name__)


class AnotherBotError(Exception):
    """The token belongs to another bot than the stored one."""


def who_is(token: str, *, known_id: str) -> dict[str, Any]:
    """Ask Zalo whose ``token`` it is: fields of ``ZaloBot``.

    Raises ``SendError`` if Zalo does not say, ``AnotherBotError`` if it is not ``known_id``'s.
    """
    told = client.get_me(token=token, base_url=settings.ZALO_BOT_BASE_URL)
    zalo_id = outcome.identity(told.get("id"), longest=LONGEST_ID)
    name = "".join(filter(str.isprintable, str(told.get("display_name") or "")))
    if not zalo_id:
        raise Unknown("Zalo không cho biết đây là bot nào; hãy thử lại.", code="no_id")
    if known_id and zalo_id != known_id:
        raise AnotherBotError(ANOTHER)
    found: dict[str, Any] = {
        "zalo_id": zalo_id,
        "can_join_groups": told.get("can_join_groups") is True,
    }
    return found | ({"display_name": name[:120]} if name else {})


def look_after(*, now: datetime) -> int:
    """Ask the bots whose pause is over, and those that have something to carry and have not been
    asked for a while; return how many may write.
    """
    waiting = Delivery.objects.filter(lane=OuterRef("pk"), indexed_state=Delivery.State.PLANNED)
    over = Q(state=State.PAUSED, paused_until__lte=now)
    asleep = Q(state=State.ACTIVE) & (Q(asked_at=None) | Q(asked_at__lte=now - ASK_EVERY))
    return sum(
        check(bot, now=now) for bot in ZaloBot.objects.filter(over | (asleep & Exists(waiting)))
    )


def check(bot: ZaloBot, *, now: datetime) -> bool:
    """Whether ``bot`` may write now; asks Zalo at most once in ten minutes.

    A pause that is over ends only with a good answer. Another bot's answer, or a token that Zalo
    refuses, stops the bot until a person acts; anything else pauses it.
    """
    is_due = Q(state=State.ACTIVE) & (Q(asked_at=None) | Q(asked_at__lte=now - ASK_EVERY))
    is_over = Q(state=State.PAUSED, paused_until__lte=now)
    # One of many workers asks; meanwhile a paused bot stays paused for the others.
    soon = now + timedelta(seconds=SHORTEST_PAUSE)
    asks = ZaloBot.objects.filter(is_due | is_over, pk=bot.pk).update(
        asked_at=now,
        paused_until=Case(When(state=State.PAUSED, then=soon), default=F("paused_until")),
    )
    bot.refresh_from_db()
    return ask(bot, now=now) if asks else bot.state == State.ACTIVE


def ask(bot: ZaloBot, *, now: datetime) -> bool:
    """Ask Zalo who ``bot`` is, whatever its state, and let the answer start or stop it."""
    try:
        found = who_is(bots.token_of(bot), known_id=bot.zalo_id)
    except (AnotherBotError, InvalidToken) as error:
        _stop(bot, ANOTHER if isinstance(error, AnotherBotError) else UNREADABLE)
    except SendError as error:
        if error.bot_effect is BotEffect.STOP:
            _stop(bot, error.reason)
        else:
            _pause(bot, error, now=now)
    else:
        # How long it has been pausing is forgotten only when a message has really left.
        found |= {"asked_at": now, "state": State.ACTIVE, "paused_until": None, "problem": ""}
        ZaloBot.objects.filter(pk=bot.pk).update(**found)
    bot.refresh_from_db()
    return bot.state == State.ACTIVE


def stop(bot: ZaloBot, *, by: Any) -> None:
    """An officer lays the bot aside until somebody asks it again."""
    _stop(bot, f"{by} đã ngừng bot này.")
    bot.refresh_from_db()


def take_token(bot: ZaloBot, token: str, *, found: dict[str, Any], now: datetime) -> None:
    """Put a new ``token`` and what ``who_is`` found on ``bot`` (not saved): it may write again."""
    bots.set_token(bot, token)
    for name, value in found.items():
        setattr(bot, name, value)
    bot.state, bot.paused_until, bot.problem = State.ACTIVE, None, ""
    bot.error_count, bot.pause_seconds, bot.asked_at = 0, 0, now


def _stop(bot: ZaloBot, problem: str) -> None:
    _log.warning("Zalo bot %s is stopped.", bot.pk)
    ZaloBot.objects.filter(pk=bot.pk).update(
        state=State.STOPPED, paused_until=None, problem=problem[:300]
    )


def _pause(bot: ZaloBot, error: SendError, *, now: datetime) -> None:
    seconds = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, 2 * bot.pause_seconds))
    _log.warning("Zalo bot %s pauses: %s.", bot.pk, error.code)
    ZaloBot.objects.filter(pk=bot.pk).update(
        state=State.PAUSED,
        paused_until=now + timedelta(seconds=error.retry_after or seconds),
        pause_seconds=seconds,
        problem=error.reason[:300],
    )
