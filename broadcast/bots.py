"""A ward's bots: their tokens, whether they may write now, and what each answer does to them."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from broadcast.carriers.port import BotEffect, NotSent, Outgoing, Receipt, Refused, SendError
from broadcast.models import Delivery, ZaloBot, ZaloLink
from broadcast.zalo import client

SHORTEST_PAUSE, LONGEST_PAUSE = 60, 3600
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
    return _fernet().decrypt(bytes(bot.token_encrypted)).decode()


def is_usable(bot: ZaloBot, *, now: datetime) -> bool:
    """Whether the bot may write now; a pause ends by itself."""
    if bot.state == ZaloBot.State.PAUSED:
        return bot.paused_until is not None and bot.paused_until <= now
    return bot.state == ZaloBot.State.ACTIVE


def deliver(
    deliveries: Sequence[Delivery], *, kind: ZaloLink.Kind
) -> list[Receipt | SendError | None]:
    """Write each delivery to its group's linked chat; None where nothing is linked."""
    links = {
        link.group_id: link
        for link in ZaloLink.objects.filter(
            group__in=[delivery.channel.group_id for delivery in deliveries],
            kind=kind,
            state=ZaloLink.State.ACTIVE,
        ).select_related("bot")
    }
    answers: dict[int, Receipt | SendError | None] = {}
    by_bot: dict[ZaloBot, list[Delivery]] = {}
    for delivery in deliveries:
        answers[delivery.pk] = None
        if link := links.get(delivery.channel.group_id):
            by_bot.setdefault(link.bot, []).append(delivery)
    for bot, mine in by_bot.items():
        answers.update(_through(bot, mine, links))
    return [answers[delivery.pk] for delivery in deliveries]


def _through(
    bot: ZaloBot, deliveries: list[Delivery], links: dict[int, ZaloLink]
) -> dict[int, Receipt | SendError]:
    if not is_usable(bot, now=timezone.now()):
        waiting = NotSent(bot.problem or "Bot Zalo đang tạm dừng.", code="bot_paused")
        return {delivery.pk: waiting for delivery in deliveries}
    outgoing = [
        Outgoing(
            key=delivery.pk,
            chat_id=links[delivery.channel.group_id].chat_id,
            text=delivery.text,
            photo_url=delivery.picture_url,
        )
        for delivery in deliveries
    ]
    answers = client.deliver(outgoing, token=token_of(bot), base_url=settings.ZALO_BOT_BASE_URL)
    for delivery, answer in zip(deliveries, answers, strict=True):
        delivery.bot = bot
        note(bot, answer, link=links[delivery.channel.group_id])
    return {d.pk: answer for d, answer in zip(deliveries, answers, strict=True)}


def note(bot: ZaloBot, answer: Receipt | SendError, *, link: ZaloLink | None = None) -> None:
    """Let one answer pause or stop the bot, or mark a link that keeps refusing."""
    if isinstance(answer, Receipt):
        ZaloBot.objects.filter(pk=bot.pk).exclude(error_count=0, pause_seconds=0).update(
            error_count=0, pause_seconds=0, problem="", state=ZaloBot.State.ACTIVE
        )
        return
    if isinstance(answer, Refused) and link is not None:
        ZaloLink.objects.filter(pk=link.pk).update(refused_count=F("refused_count") + 1)
        ZaloLink.objects.filter(pk=link.pk, refused_count__gte=RELINK_AT).update(
            state=ZaloLink.State.NEEDS_RELINK
        )
    if answer.bot_effect is BotEffect.STOP:
        ZaloBot.objects.filter(pk=bot.pk).update(state=ZaloBot.State.STOPPED, problem=answer.reason)
    elif answer.bot_effect is BotEffect.PAUSE:
        seconds = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, 2 * bot.pause_seconds))
        _pause(bot, answer.retry_after or seconds, answer.reason)
    elif answer.bot_effect is BotEffect.BREAKER:
        _trip(bot, answer.reason)


def _trip(bot: ZaloBot, reason: str) -> None:
    ZaloBot.objects.filter(pk=bot.pk).update(error_count=F("error_count") + 1)
    bot.refresh_from_db(fields=["error_count"])
    rounds, rest = divmod(bot.error_count, BREAKER_AT)
    if rounds and not rest:
        _pause(bot, BREAKER_PAUSES[min(rounds, len(BREAKER_PAUSES)) - 1], reason)


def _pause(bot: ZaloBot, seconds: int, reason: str) -> None:
    ZaloBot.objects.filter(pk=bot.pk).update(
        state=ZaloBot.State.PAUSED,
        paused_until=timezone.now() + timedelta(seconds=seconds),
        pause_seconds=seconds,
        problem=reason,
    )
    bot.refresh_from_db()
