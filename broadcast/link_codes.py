"""One-time codes that tie a Zalo chat to a leader or a group: eight characters, fifteen minutes.

A code is kept as an HMAC under the server's key and shown once, to the officer who made it.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from broadcast.confirming import NotPossibleError
from broadcast.models import LinkCode, ZaloBot, ZaloLink
from outreach.models import Leader, ResidentialGroup

# Of 23456789ABCDEFGHJKMNPQRSTUVWXYZ, what no Vietnamese keyboard turns into another letter: with
# Telex or VNI, vowels take tones from what follows, DD and D9 give Đ, and W gives Ư.
ALPHABET = "23456789BCFGHJKMNPQRSTVXZ"
LENGTH = 8
LASTS = timedelta(minutes=15)


@transaction.atomic
def make(
    group: ResidentialGroup,
    *,
    kind: ZaloLink.Kind,
    bot: ZaloBot,
    leader: Leader | None,
    by: Any,
    now: datetime,
) -> tuple[LinkCode, str]:
    """Return a new code for ``group`` and its text; an older unused one for the same dies."""
    if bot.state != ZaloBot.State.ACTIVE:
        raise NotPossibleError(f"{bot} đang không dùng được. Xem mục Bot Zalo trước.")
    if kind == ZaloLink.Kind.GROUP and not bot.can_join_groups:
        raise NotPossibleError(f"{bot} chưa được Zalo cho vào nhóm. Chọn bot khác.")
    if leader is None:
        raise NotPossibleError("Tổ chưa có tổ trưởng trong danh sách. Nhập tổ trưởng trước.")
    unused = LinkCode.objects.filter(group=group, kind=kind, used_at=None, expires_at__gt=now)
    unused.update(expires_at=now)
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    code = LinkCode.objects.create(
        ward_id=group.ward_id,
        bot=bot,
        kind=kind,
        group=group,
        leader=leader,
        code_hmac=digest(text),
        expires_at=now + LASTS,
        made_by=by,
    )
    return code, text


def digest(text: str) -> str:
    """Return what is stored of a code."""
    return salted_hmac("broadcast.link_codes", text, algorithm="sha256").hexdigest()


def find(text: str, *, bot: ZaloBot, at: datetime) -> LinkCode | None:
    """Return the unused code ``text`` of ``bot`` that was good at ``at``, locked."""
    return (
        LinkCode.objects.select_for_update(of=("self",))
        .filter(code_hmac=digest(text), bot=bot, used_at=None, expires_at__gt=at)
        .select_related("group", "leader")
        .first()
    )
