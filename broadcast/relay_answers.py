"""What a leader's "XONG" confirms, and what the bot says to it."""

from datetime import datetime

from django.utils import timezone

from broadcast import confirming, relays
from broadcast.confirming import NotPossibleError
from broadcast.models import Delivery, InboundEvent, ZaloLink
from broadcast.zalo.effects import Effect
from outreach.models import Leader

LISTED = 3
NONE_OPEN = "Bác không còn tin nào chờ báo. Cảm ơn bác."
NOT_KNOWN = "Không có tin nào mang mã {code}. Bác xem lại mã, hoặc báo trên trang của tổ."
NOT_YET = "Tin này chưa báo được lúc này. Bác báo trên trang của tổ."
Result = InboundEvent.Result


def done(link: ZaloLink, code: str, *, nonce: str, at: datetime) -> Effect:
    """Take "XONG" or "XONG 4821" from the linked chat of a leader in office."""
    leader = leader_of(link, at=at)
    rows = list(relays.of_group(link.group_id, at=at))
    if code:
        named = [row for row in rows if relays.code_of(row) == code]
        if not named:
            return Effect(Result.ASKED_BACK, NOT_KNOWN.format(code=code))
    else:
        named = [row for row in rows if row.state in relays.OPEN]
        if len(named) > 1:
            return Effect(Result.ASKED_BACK, _which(named))
    if not named:
        return Effect(Result.ASKED_BACK, NONE_OPEN)
    return _confirm(named[0], leader, nonce=nonce, at=at)


def leader_of(link: ZaloLink, *, at: datetime) -> Leader | None:
    """Return who speaks in a linked chat: its leader, while in office."""
    return (
        Leader.objects.in_office(timezone.localdate(at))
        .filter(pk=link.leader_id or 0, group=link.group_id)
        .first()
    )


def _confirm(row: Delivery, leader: Leader | None, *, nonce: str, at: datetime) -> Effect:
    was_done = row.state == Delivery.State.CONFIRMED
    try:
        row = confirming.confirm(row, leader=leader, via=Delivery.Via.ZALO, nonce=nonce, at=at)
    except NotPossibleError:
        return Effect(Result.ASKED_BACK, NOT_YET)
    when = f"{timezone.localtime(row.confirmed_at):%H:%M %d/%m}"
    thanks = "" if was_done else " Cảm ơn bác."
    return Effect(Result.CONFIRMED, f"Đã ghi nhận lúc {when}.{thanks}")


def _which(rows: list[Delivery]) -> str:
    """Return the list from which the leader chooses, short enough for one answer."""
    lines = [
        f"XONG {relays.code_of(row)}: tin {timezone.localtime(row.due_at):%H:%M %d/%m}"
        for row in rows[:LISTED]
    ]
    rest = len(rows) - LISTED
    more = f" (còn {rest} tin trên trang của tổ)" if rest > 0 else ""
    return f"Bác có {len(rows)} tin chờ báo. Bác trả lời một dòng:\n" + "\n".join(lines) + more
