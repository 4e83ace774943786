"""Whether the bots' months hold what is planned, told before anybody approves it.

For each bot and month (zalo.md §6): used + planned by this campaign + what other approved
campaigns still need + 2 % for replies to commands. A group without an active link goes by the
leader's page and costs nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from math import ceil

from django.conf import settings
from django.utils import timezone

from broadcast import quotas
from broadcast.models import ZaloBot
from broadcast.parts_ahead import Ahead, BotMonths
from campaigns.forecasting import Level, Need, number
from campaigns.models import Campaign

REPLIES = 0.02


def of_campaign(campaign: Campaign, *, now: datetime) -> list[Need]:
    """Return what ``campaign`` needs, month by month and bot by bot; nothing if no bot is used."""
    ahead = Ahead(campaign.ward_id, now=now)
    own = ahead.of(campaign)
    if not own:
        return []
    beside = _beside(campaign, ahead)
    active = ZaloBot.objects.filter(ward=campaign.ward_id, state=ZaloBot.State.ACTIVE)
    bots = {bot for bot, _month in own} | set(active.values_list("pk", flat=True))
    standing = quotas.usage(bots, now=now)
    needs = {
        (bot, month): _need(
            standing[bot],
            month=month,
            planned=own[bot, month],
            beside=beside[bot, month],
            is_urgent=campaign.is_urgent,
        )
        for month in sorted({month for _bot, month in own})
        for bot in sorted(standing)
    }
    heaviest = ahead.heaviest(campaign)
    items = campaign.items.count()
    return [
        replace(
            need,
            choices=_choices(
                need,
                once=heaviest[bot],
                items=items,
                other_bots=[
                    other for key, other in needs.items() if key[1] == month and key[0] != bot
                ],
            ),
        )
        for (bot, month), need in needs.items()
        if need.planned
    ]


def _beside(campaign: Campaign, ahead: Ahead) -> BotMonths:
    """Return what waits in the ledger and what other approved campaigns still need."""
    beside = ahead.waiting()
    running = Campaign.objects.filter(
        ward=campaign.ward_id,
        state__in=[Campaign.State.APPROVED, Campaign.State.PAUSED],
        ends_on__gte=timezone.localdate(ahead.now),
    )
    for other in running.exclude(pk=campaign.pk).prefetch_related("items__audience"):
        beside.update(ahead.of(other))
    return beside


def _need(bot: quotas.Usage, *, month: date, planned: int, beside: int, is_urgent: bool) -> Need:
    """Judge one month; what is urgent goes first and may use all of it, whatever else waits."""
    limit = bot.limit if is_urgent else bot.stop
    others = 0 if is_urgent else beside
    used = bot.used if month == bot.month else 0
    replies = ceil(REPLIES * (planned + others))
    total = used + planned + others + replies
    level = Level.GOOD
    if total > limit:
        level = Level.OVER
    elif total >= quotas.part_of(bot.limit, settings.ZALO_WARN):
        level = Level.LOW
    return Need(bot.name, month, planned, used, others, replies, limit, level)


def _choices(need: Need, *, once: int, items: int, other_bots: Iterable[Need]) -> tuple[str, ...]:
    """Return what the officer can do where the month is too small, each with its number."""
    if need.level is not Level.OVER:
        return ()
    over = need.planned - need.left
    found = [f"bớt {number(ceil(over / once))} lần phát hành trong tháng này"]
    if items > 1:
        found.append("gộp các tư liệu gửi cùng ngày vào một tin")
    free = [f"“{bot.bot}” (còn {number(bot.left)} tin)" for bot in other_bots if bot.left]
    if free:
        found.append(f"chuyển bớt tổ sang {', '.join(free)}")
    else:
        found.append("thêm một bot khác rồi chuyển bớt tổ sang đó")
    found.append(
        f"để {number(over)} lượt chỉ có trên trang của tổ trưởng: chọn kênh “Tổ trưởng chuyển vào "
        "nhóm Zalo” và dừng liên kết bot của những tổ đó"
    )
    return tuple(found)
