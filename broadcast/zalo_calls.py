"""What of the ward's Zalo needs an officer now, and what to do about it."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from broadcast.models import ZaloBot, ZaloLink
from broadcast.zalo import oddities

State = ZaloLink.State


def calls(user: Any, *, now: datetime) -> list[tuple[int, str, str]]:
    """Return what of Zalo needs ``user`` now: how many, what, and where."""
    if not getattr(user, "is_officer", False):
        return []
    links, desk = reverse("broadcast_links"), reverse("broadcast_bots")
    mine = ZaloLink.objects.visible_to(user)
    broken = mine.filter(state=State.NEEDS_RELINK).count()
    pending = mine.filter(state=State.PENDING).count()
    told = oddities.untold(user, now=now).count()
    return [
        *((1, trouble(bot), desk) for bot in failing(user, now=now)),
        (pending, "liên kết Zalo chờ xác nhận", links),
        (broken, "liên kết Zalo cần làm lại", links),
        (told, "việc lạ ở bot Zalo cần xem", links),
    ]


def failing(user: Any, *, now: datetime) -> list[ZaloBot]:
    """Return the bots that may not write now."""
    is_over = Q(state=ZaloBot.State.PAUSED, paused_until__lte=now)
    bots = ZaloBot.objects.visible_to(user).exclude(state=ZaloBot.State.ACTIVE)
    return list(bots.exclude(is_over))


def trouble(bot: ZaloBot) -> str:
    """Say in one or two sentences what is wrong with a bot, and what to do."""
    if bot.state == ZaloBot.State.STOPPED:
        return f"bot Zalo đã dừng ({bot}). {bot.problem}".strip()
    until = ""
    if bot.paused_until:
        clock = f"{timezone.localtime(bot.paused_until):%H:%M %d/%m}"
        until = f" Hệ thống tự thử lại sau {clock}."
    return f"bot Zalo tạm dừng ({bot}). {bot.problem}{until}"
