"""One Vietnamese sentence for every delivery: why has it not gone out, or what is known of it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from broadcast.models import Delivery
from broadcast.waiting import Queue

_FIXED = {
    Delivery.State.CLAIMED: "Đang được chuẩn bị để gửi.",
    Delivery.State.SENDING: "Đang gửi, chưa có câu trả lời.",
    Delivery.State.CANCELLED: "Đã huỷ trước khi gửi.",
}


def why(delivery: Delivery, *, now: datetime) -> str:
    """Return the sentence for ``delivery`` at ``now``."""
    return sentences([delivery], now=now)[delivery.pk]


def sentences(deliveries: Sequence[Delivery], *, now: datetime) -> dict[int, str]:
    """Return the sentence for each delivery; at most three statements for any number of them.

    They come with their channel, occurrence and campaign, and with whoever confirmed them.
    """
    waiting = [row for row in deliveries if row.state == Delivery.State.PLANNED]
    queue = Queue(waiting, now)
    return {
        row.pk: queue.why(row) if row.state == Delivery.State.PLANNED else _why_settled(row)
        for row in deliveries
    }


def _why_settled(delivery: Delivery) -> str:
    state = Delivery.State(delivery.state)
    if state in _FIXED:
        return _FIXED[state]
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


def _clock(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m}" if moment else "?"
