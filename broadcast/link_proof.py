"""What must be so before an officer may vouch for a chat."""

import hashlib
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from broadcast.confirming import NotPossibleError
from broadcast.models import ZaloLink
from outreach.models import Leader

Kind, State = ZaloLink.Kind, ZaloLink.State


def refuse_impossible(link: ZaloLink, *, digits: str) -> None:
    """Raise ``NotPossibleError``, with what to do, for a link that nobody may confirm."""
    if link.state != State.PENDING:
        raise NotPossibleError("Liên kết này không còn chờ xác nhận.")
    if not in_office(link.leader, timezone.now()):
        raise NotPossibleError("Người này không còn là tổ trưởng. Tạo mã cho tổ trưởng mới.")
    is_known = constant_time_compare(link.check_digits, digits.strip())
    if link.kind == Kind.GROUP and not is_known:
        raise NotPossibleError("Mã kiểm tra không khớp. Nghe tổ trưởng đọc lại bốn chữ số.")
    elsewhere = ZaloLink.objects.filter(
        bot=link.bot_id, chat_id=link.chat_id, state=State.ACTIVE
    ).exclude(group=link.group_id, kind=link.kind)
    if other := elsewhere.first():
        raise NotPossibleError(f"Đoạn chat này đang liên kết với {other.group}.")


def in_office(leader: Leader | None, at: datetime) -> bool:
    day = timezone.localdate(at)
    return leader is not None and Leader.objects.in_office(day).filter(pk=leader.pk).exists()


def pin(link: ZaloLink) -> str:
    """Return the mark of the chat that was vouched for, as the log keeps it."""
    return hashlib.sha256(f"{link.bot.zalo_id}|{link.chat_id}".encode()).hexdigest()


def is_from_leader(link: ZaloLink) -> bool:
    """Whether a group's code came from the person whose own chat is linked for that group.

    False also where Zalo gives one person two ids: it warns, it does not forbid.
    """
    own = ZaloLink.objects.filter(group=link.group_id, kind=Kind.DIRECT, state=State.ACTIVE)
    chats = set(own.values_list("chat_id", flat=True))
    return not chats or link.from_id in chats
