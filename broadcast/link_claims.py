"""A code that was sent in a chat: the chat then waits for an officer, and gets only answers."""

import secrets
from datetime import datetime

from django.db.models import Q

from broadcast import link_codes, link_limits, link_proof
from broadcast.models import InboundEvent, LinkCode, ZaloBot, ZaloLink
from broadcast.zalo import events
from broadcast.zalo.effects import Effect

WRONG = "Mã không đúng hoặc đã hết hạn. Bác xin cán bộ một mã mới."
Kind, State, Result = ZaloLink.Kind, ZaloLink.State, InboundEvent.Result


def claim(text: str, *, bot: ZaloBot, chat: events.Incoming, at: datetime) -> Effect:
    """Take the code ``text`` that was sent in ``chat``; the link then waits for an officer."""
    if link_limits.is_blocked(bot, chat_id=chat.chat_id, at=at):
        return Effect(Result.BLOCKED)
    code = link_codes.find(text, bot=bot, at=at)
    if code is None or not link_proof.in_office(code.leader, at):
        return Effect(Result.WRONG_CODE, WRONG)
    kind = Kind.GROUP if chat.chat_type == events.GROUP else Kind.DIRECT
    if code.kind != kind:
        place = "nhóm" if code.kind == Kind.GROUP else "tin nhắn riêng"
        return Effect(Result.WRONG_PLACE, f"Mã này dùng trong {place}.")
    known = ZaloLink.objects.filter(bot=bot, chat_id=chat.chat_id, state=State.ACTIVE).first()
    if known and (known.group_id, known.kind) != (code.group_id, code.kind):
        note = f"Mã của {code.group}, nhưng đoạn chat đang liên kết với {known.group}."
        return Effect(Result.CONFLICT, "Mã này chưa dùng được ở đây. Cán bộ sẽ hỏi lại bác.", note)
    code.used_at = at
    code.save(update_fields=["used_at"])
    if known and known.leader_id == code.leader_id:
        return Effect(Result.CLAIMED, "Đoạn chat này đã liên kết từ trước, không cần mã nữa.")
    return _wait_for_officer(code, chat, at=at)


def _wait_for_officer(code: LinkCode, chat: events.Incoming, *, at: datetime) -> Effect:
    same = Q(group=code.group, kind=code.kind) | Q(bot=code.bot, chat_id=chat.chat_id)
    ZaloLink.objects.filter(same, state=State.PENDING).update(
        state=State.STOPPED, display_name="", from_id=""
    )
    is_group = code.kind == Kind.GROUP
    link = ZaloLink.objects.create(
        ward_id=code.ward_id,
        bot=code.bot,
        kind=code.kind,
        group=code.group,
        leader=code.leader,
        chat_id=chat.chat_id,
        from_id=chat.sender_id,
        display_name=chat.sender_name,
        check_digits=f"{secrets.randbelow(10_000):04}" if is_group else "",
        claimed_at=at,
    )
    if is_group:
        return Effect(Result.CLAIMED, f"Mã kiểm tra: {link.check_digits}", str(code.group))
    office = code.bot.ward.get_kind_display().lower()
    reply = f"Đã nhận mã. Chờ cán bộ {office} xác nhận."
    return Effect(Result.CLAIMED, reply, str(code.group))
