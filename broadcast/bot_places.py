"""Which bot has room: the free plan lets it write to so many people, and join few groups."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from broadcast.models import ZaloBot, ZaloLink
from outreach.models import ResidentialGroup

_TAKEN = (ZaloLink.State.ACTIVE, ZaloLink.State.PENDING, ZaloLink.State.NEEDS_RELINK)


def in_use(user: Any) -> QuerySet[ZaloBot]:
    """Return the bots of ``user``'s ward that may write."""
    return ZaloBot.objects.visible_to(user).filter(state=ZaloBot.State.ACTIVE)


def best(group: ResidentialGroup, *, kind: ZaloLink.Kind) -> ZaloBot | None:
    """Return the active bot of the ward with most room for a link of ``group``, or None."""
    bots = ZaloBot.objects.filter(ward=group.ward_id, state=ZaloBot.State.ACTIVE).order_by("pk")
    if kind == ZaloLink.Kind.GROUP:
        bots = bots.filter(can_join_groups=True)
    rooms = [(free(bot, kind=kind, group=group), bot) for bot in bots]
    with_room = [(room, -bot.pk, bot) for room, bot in rooms if room > 0]
    return max(with_room)[2] if with_room else None


def free(bot: ZaloBot, *, kind: ZaloLink.Kind, group: ResidentialGroup | None = None) -> int:
    """Return how many more links of ``kind`` the bot may take; a few people are kept spare.

    What ``group`` has already is not counted: a new link takes its place.
    """
    links = ZaloLink.objects.filter(kind=kind, state__in=_TAKEN)
    if group is not None:
        links = links.exclude(group=group)
    if kind == ZaloLink.Kind.DIRECT:
        most = settings.ZALO_USERS - settings.ZALO_SPARE_USERS
        return most - links.filter(bot=bot).values("chat_id").distinct().count()
    # The strict reading of Zalo's rule: the groups of all bots of one account count together.
    same = links.filter(bot=bot)
    if bot.account_label:
        same = links.filter(bot__ward=bot.ward_id, bot__account_label=bot.account_label)
    return settings.ZALO_GROUPS - same.values("chat_id").distinct().count()
