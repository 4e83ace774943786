"""From a chat that waits to a link that a person vouches for, and back.

An officer confirms after speaking with the leader; for a group the check digits, read out by the
leader, are the proof. Stopping takes effect at once, also for what is planned.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadcast import lanes, link_proof, replying
from broadcast.carriers.port import Receipt, SendError
from broadcast.confirming import NotPossibleError
from broadcast.models import Channel, ZaloLink
from campaigns.models import ChannelKind

WELCOME = (
    "Tin tự động. Đã liên kết. Bác sẽ nhận tin tuyên truyền tại đây để chuyển vào nhóm của tổ. "
    "Đăng xong, bác trả lời XONG. Muốn thôi nhận, bác trả lời DUNG."
)
GROUP_WELCOME = (
    "Tin tự động. Nhóm đã liên kết với {office}. Tin tuyên truyền sẽ được đăng tại đây. "
    "Tổ trưởng muốn dừng thì nhắc tên bot và viết DUNG."
)
LOG_ACTIONS = (
    ("lantoa.zalo_code", "Tạo mã liên kết Zalo", "Đã tạo mã liên kết Zalo"),
    ("lantoa.zalo_confirmed", "Xác nhận liên kết Zalo", "Đã xác nhận liên kết Zalo"),
    ("lantoa.zalo_refused", "Từ chối liên kết Zalo", "Đã từ chối liên kết Zalo"),
    ("lantoa.zalo_stopped", "Dừng liên kết Zalo", "Đã dừng liên kết Zalo"),
)
Kind, State = ZaloLink.Kind, ZaloLink.State


def confirm(link: ZaloLink, *, digits: str = "", by: Any) -> Receipt | SendError | None:
    """Put ``link`` into force and greet the chat; returns what became of the greeting.

    Whatever was linked to the same group before stops. Raises ``NotPossibleError``.
    """
    _put_into_force(link, digits=digits, by=by)
    is_group = link.kind == Kind.GROUP
    text = GROUP_WELCOME.format(office=link.ward.office_name) if is_group else WELCOME
    return replying.reply(link.bot, link.chat_id, text)


@transaction.atomic
def _put_into_force(link: ZaloLink, *, digits: str, by: Any) -> None:
    same = ZaloLink.objects.select_for_update().filter(group=link.group_id, kind=link.kind)
    mine = {row.pk: row for row in same}[link.pk]
    link_proof.refuse_impossible(mine, digits=digits)
    in_force = [row for row in same if row.state in {State.ACTIVE, State.NEEDS_RELINK}]
    for old in in_force:
        _stop(old, by=by)
    mine.state, mine.refused_count = State.ACTIVE, 0
    mine.confirmed_by, mine.confirmed_at = by, timezone.now()
    mine.save(update_fields=["state", "refused_count", "confirmed_by", "confirmed_at"])
    if mine.kind == Kind.GROUP:
        Channel.objects.get_or_create(
            group=mine.group, kind=ChannelKind.ZALO_GROUP, defaults={"ward_id": mine.ward_id}
        )
    lanes.assign(groups=[mine.group_id])
    log(instance=mine, action="lantoa.zalo_confirmed", user=by, data={"pin": link_proof.pin(mine)})
    link.refresh_from_db()


@transaction.atomic
def refuse(link: ZaloLink, *, by: Any) -> None:
    """An officer does not know the chat: it is forgotten, name and all."""
    changed = ZaloLink.objects.filter(pk=link.pk, state=State.PENDING).update(
        state=State.STOPPED, display_name="", from_id=""
    )
    if not changed:
        raise NotPossibleError("Liên kết này không còn chờ xác nhận.")
    log(instance=link, action="lantoa.zalo_refused", user=by)


@transaction.atomic
def unlink(link: ZaloLink, *, by: Any = None) -> None:
    """Stop ``link`` at once, also for what is planned; by nobody means by the chat itself."""
    row = ZaloLink.objects.select_for_update().get(pk=link.pk)
    if row.state == State.STOPPED:
        raise NotPossibleError("Liên kết này đã dừng.")
    _stop(row, by=by)
    lanes.assign(groups=[row.group_id])
    link.refresh_from_db()


def _stop(row: ZaloLink, *, by: Any) -> None:
    row.state = State.STOPPED
    row.save(update_fields=["state"])
    log(instance=row, action="lantoa.zalo_stopped", user=by)
