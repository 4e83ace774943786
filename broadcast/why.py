"""One Vietnamese sentence for every delivery: why has it not gone out, or what is known of it."""

from datetime import datetime

from django.utils import timezone

from broadcast.models import Delivery
from campaigns import planning

_FIXED = {
    Delivery.State.CLAIMED: "Đang được chuẩn bị để gửi.",
    Delivery.State.SENDING: "Đang gửi, chưa có câu trả lời.",
    Delivery.State.CANCELLED: "Đã huỷ trước khi gửi.",
}


def why(delivery: Delivery, *, now: datetime) -> str:
    """Return the sentence for ``delivery`` at ``now``."""
    state = Delivery.State(delivery.state)
    if state in _FIXED:
        return _FIXED[state]
    if state == Delivery.State.PLANNED:
        return _why_planned(delivery, now)
    if state == Delivery.State.SENT:
        way = {"page": "Đã giao tổ trưởng", "human": "Cán bộ đã thấy trong nhóm"}
        said = way.get(delivery.via, "Đã gửi qua Zalo")
        return f"{said} lúc {_clock(delivery.sent_at)}, chờ xác nhận."
    if state == Delivery.State.CONFIRMED:
        who = delivery.confirmed_by_leader or delivery.confirmed_by
        return f"{who} xác nhận lúc {_clock(delivery.confirmed_at)}."
    if state == Delivery.State.UNKNOWN:
        return delivery.reason or "Không chắc đã gửi – hãy kiểm tra nhóm."
    return delivery.reason or f"{state.label}."


def _why_planned(delivery: Delivery, now: datetime) -> str:
    if reason := planning.may_send(delivery.occurrence, now):
        return reason
    if delivery.next_attempt_at > now:
        cause = f" {delivery.reason}" if delivery.reason else ""
        return f"Chờ đến {_clock(delivery.next_attempt_at)}.{cause}"
    return "Đến lượt, sẽ gửi trong ít phút."


def _clock(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m}" if moment else "?"
