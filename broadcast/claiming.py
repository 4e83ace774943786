"""Taking due deliveries of one lane for one worker: within rate, quota and spacing.

Everything happens in one short transaction that holds the bot's row, so of many workers one at a
time takes from a bot, and what it takes is paid for: moments of its rate, messages of its month.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from broadcast import bots, lanes, leaving, locking, pacing, picking, quotas
from broadcast.carriers.leader_relay import PAGE_AFTER
from broadcast.carriers.port import Due
from broadcast.locking import skipping
from broadcast.models import Delivery, ZaloBot, ZaloLink
from broadcast.picking import Picked
from campaigns.models import Campaign, ChannelKind

BATCH = 2000
# A chat that was just written to does not hold up those behind it.
SPARE = 20
_IDS = locking.Table(id=int)
NO_QUOTA = "Bot đã dùng gần hết số tin của tháng; phần còn lại dành cho tin khẩn."


@dataclass(slots=True)
class Claim:
    """Rows held by one worker; the token keeps them apart from any later claim of the same rows.

    ``leaving`` are those of the ``rows`` that are marked already and must be called now.
    ``is_cut``: as many as were wanted, so the lane has probably more. ``has_more``: more could be
    had soon (rate, spacing, another worker's turn), but not before ``again_at``.
    """

    token: str
    rows: list[Due] = field(default_factory=list)
    leaving: list[Due] = field(default_factory=list)
    bot_token: str = ""
    is_cut: bool = False
    has_more: bool = False
    again_at: datetime | None = None


def allowed(rows: QuerySet[Delivery], *, now: datetime) -> QuerySet[Delivery]:
    """Limit ``rows`` to those whose campaign lets them leave and whose time has not passed."""
    return rows.filter(
        expires_at__gt=now,
        occurrence__cancelled_at=None,
        occurrence__campaign__state=Campaign.State.APPROVED,
    )


@transaction.atomic
def claim(lane: int, *, token: str, now: datetime, size: int = BATCH, room: int = 0) -> Claim:
    """Claim up to ``size`` due rows of ``lane``, urgent ones first, then the oldest.

    Up to ``room`` of them that need not wait for their moment are marked as well, as if by
    ``marking.mark``; where no rate makes any row wait, no more than those are taken.
    Empty also where another worker is taking from the bot, or the bot may not write now.
    """
    claimed = Claim(token)
    if lane <= 0:
        size = min(size, room or size)
        claimed.rows = [picked.due for picked in picking.pick(lane, now=now, size=size)]
        claimed.is_cut = len(claimed.rows) == size
    elif bot := _alone_with(lane):
        claimed.bot_token = bots.token_of(bot)
        _take_for(bot, claimed, now=now, size=size, room=room)
    else:
        claimed.has_more = True
    for due in claimed.rows:
        due.token = token
    moment = timezone.now()
    claimed.leaving = [due for due in claimed.rows if due.leaves_at <= moment][:room]
    leaving.at_once(claimed.leaving, token=token, now=moment)
    _hold(claimed)
    return claimed


# What a claim needs to know of a bot, in the model's order; the rest is left where it is.
_KNOWN = {
    "id", "ward_id", "token_encrypted", "state", "problem", "per_second", "monthly_limit", "free_at"
}  # fmt: skip
_OF_BOT = [f.attname for f in ZaloBot._meta.concrete_fields if f.attname in _KNOWN]
_BOT = f"SELECT {', '.join(_OF_BOT)} FROM broadcast_zalobot WHERE id = %s "  # noqa: S608 - our own names


def _alone_with(bot_id: int) -> ZaloBot | None:
    """Return the bot, locked; nothing if another worker is taking from it."""
    with locking.cursor() as cursor:
        cursor.execute(_BOT + skipping("broadcast_zalobot"), [bot_id])
        row = cursor.fetchone()
    if row is None:
        return None
    bot = ZaloBot.from_db(connection.alias, _OF_BOT, row)
    bot.free_at = locking.moment(bot.free_at) if bot.free_at else None
    return bot


def _due(lane: int, *, now: datetime) -> QuerySet[Delivery]:
    due = Delivery.objects.filter(
        lane=lane, indexed_state=Delivery.State.PLANNED, next_attempt_at__lte=now
    )
    return allowed(due, now=now).order_by("-is_urgent", "next_attempt_at", "pk")


def _take_for(bot: ZaloBot, claimed: Claim, *, now: datetime, size: int, room: int) -> None:
    """Take what the bot may still send: now, this month, and to chats that are not too busy."""
    if not bots.is_usable(bot):
        claimed.has_more = _put_off(bot, now=now)
        return
    rate = bots.per_second(bot)
    is_paced = rate > 0
    size = size if is_paced else min(size, room or size)
    free = pacing.moments(free_at=bot.free_at, now=timezone.now(), per_second=rate)
    moments = list(islice(free, size))
    most = len(moments) + SPARE * is_paced
    found = picking.pick(bot.pk, now=now, size=most) if moments else []
    ready = _spaced(found, is_spaced=is_paced)[: len(moments)]
    claimed.is_cut = len(ready) == size
    claimed.has_more = not moments or len(ready) < len(found)
    claimed.rows = _within_the_month(bot, ready)
    if len(claimed.rows) < len(ready):
        claimed.has_more |= _save_the_rest(bot, but=claimed.rows, now=now)
    for due, moment in zip(claimed.rows, moments, strict=False):
        due.leaves_at, due.apart = moment, pacing.spacing(per_second=rate)
    if claimed.rows and is_paced:
        _reserve(bot, claimed.rows, rate=rate)
    if is_paced and bot.free_at:
        claimed.again_at = bot.free_at - pacing.ahead(per_second=rate)


def _spaced(found: list[Picked], *, is_spaced: bool) -> list[Due]:
    """Leave out a chat that was written to a moment ago, or is twice here."""
    now, ready, busy = timezone.now(), [], set()
    for picked in found:
        link = picked.due.link_id
        if is_spaced and link is not None:
            if link in busy or (picked.chat_free_at and picked.chat_free_at > now):
                continue
            busy.add(link)
        ready.append(picked.due)
    return ready


def _within_the_month(bot: ZaloBot, found: list[Due]) -> list[Due]:
    """Pay for the messages from the bot's month and return those that it could pay."""
    kept: list[Due] = []
    for is_urgent in (True, False):
        mine = [due for due in found if due.is_urgent is is_urgent]
        paying = sum(due.bot_id is not None for due in mine)
        if not mine:
            continue
        limit = quotas.limit_of(bot.monthly_limit)
        paid = quotas.take(
            bot.pk, wanted=paying, is_urgent=is_urgent, now=timezone.now(), limit=limit
        )
        for due in mine:
            if due.bot_id is None or paid > 0:
                paid -= due.bot_id is not None
                kept.append(due)
    return kept


def _reserve(bot: ZaloBot, found: Sequence[Due], *, rate: float) -> None:
    """Use up the moments that were taken, for the bot and for each chat."""
    last = found[-1].leaves_at
    bot.free_at = pacing.next_free(last, per_second=rate)
    ZaloBot.objects.filter(pk=bot.pk).update(free_at=bot.free_at)
    chats = [due.link_id for due in found if due.link_id]
    pause = timedelta(seconds=settings.ZALO_CHAT_SECONDS)
    ZaloLink.objects.filter(pk__in=chats).update(free_at=last + pause)


def _put_off(bot: ZaloBot, *, now: datetime) -> bool:
    """Let a bot's rows wait for it; return whether the page carries some that waited long."""
    waiting = _due(bot.pk, now=now)
    moved = _to_the_page(bot, waiting.filter(due_at__lte=now - PAGE_AFTER))
    Delivery.objects.filter(pk__in=waiting.values("pk")).update(
        next_attempt_at=now + timedelta(seconds=bots.WAIT_SECONDS),
        reason=bot.problem or bots.PAUSED,
    )
    return moved


def _save_the_rest(bot: ZaloBot, *, but: Sequence[Due], now: datetime) -> bool:
    """Keep the last of the month for what is urgent: everything else goes by page, or waits.

    Return whether the page carries some.
    """
    waiting = _due(bot.pk, now=now).filter(is_urgent=False).exclude(pk__in=[due.pk for due in but])
    moved = _to_the_page(bot, waiting)
    Delivery.objects.filter(pk__in=waiting.values("pk")).update(
        next_attempt_at=now + timedelta(seconds=bots.WAIT_SECONDS), reason=NO_QUOTA
    )
    return moved


def _to_the_page(bot: ZaloBot, rows: QuerySet[Delivery]) -> bool:
    """Hand the leaders' rows over to the ward's own lane, which needs no bot."""
    relays = rows.filter(channel__kind=ChannelKind.LEADER_RELAY)
    moved = Delivery.objects.filter(pk__in=list(relays.values_list("pk", flat=True))).update(
        lane=lanes.without_bot(bot.ward_id)
    )
    return bool(moved)


_HOLD = """
WITH wanted AS ({ids})
UPDATE broadcast_delivery SET state = 'claimed', lease_token = %s, lease_until = %s
WHERE id IN (SELECT id FROM wanted) AND state || '' = 'planned'
"""


def _hold(claimed: Claim) -> None:
    """Put the rows under the worker's token; they were locked when they were read."""
    going = set(claimed.leaving)
    held = [(due.pk,) for due in claimed.rows if due not in going]
    if not held:
        return
    lease = timezone.now() + timedelta(seconds=settings.LANTOA_LEASE_SECONDS)
    ids = _IDS.parameters(held)
    stored = connection.ops.adapt_datetimefield_value(lease)
    with locking.cursor() as cursor:
        cursor.execute(_HOLD.format(ids=_IDS.sql), [*ids, claimed.token, stored])


_HELD = locking.Table(id=int, token=str)
_RELEASE = """
WITH held AS ({held})
UPDATE broadcast_delivery SET state = 'planned', lease_token = '', lease_until = NULL
FROM held WHERE broadcast_delivery.id = held.id AND lease_token = held.token
    AND state || '' = 'claimed'
RETURNING broadcast_delivery.id
"""


@transaction.atomic
def release(rows: Iterable[Due], *, now: datetime) -> int:
    """Give back rows that will not leave now; their messages are returned to the bot's month.

    Return how many were still held; for the others nothing is returned a second time.
    """
    kept = {(due.pk, due.token): due for due in rows}
    with locking.cursor() as cursor:
        cursor.execute(_RELEASE.format(held=_HELD.sql), _HELD.parameters(kept))
        freed = {pk for (pk,) in cursor.fetchall()}
    given = {due.pk: due for due in kept.values() if due.pk in freed}.values()
    for bot, count in Counter(due.bot_id for due in given if due.bot_id).items():
        quotas.give_back(bot, count=count, now=now)
    return len(given)
