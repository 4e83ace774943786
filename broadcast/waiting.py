"""What a delivery that has not left is waiting for."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from broadcast import quotas
from broadcast.models import Channel, Delivery, ZaloBot
from campaigns import calendar, planning
from campaigns.forecasting import number

# Beyond this nobody needs to know how many more are before a delivery.
MOST_AHEAD = 1000

# The head of one lane as its index has it: sorting a whole push by number as well would cost more
# than it tells.
_HEAD = """
SELECT lane, id FROM (
    SELECT lane, id FROM broadcast_delivery
    WHERE state = 'planned' AND lane = %s AND next_attempt_at <= %s
    ORDER BY is_urgent DESC, next_attempt_at LIMIT {most}
) AS head
"""


class Queue:
    """What some waiting deliveries wait for: their bots, those bots' months, their turns."""

    def __init__(self, waiting: Sequence[Delivery], now: datetime) -> None:
        self.now = now
        self.bots = ZaloBot.objects.in_bulk({row.lane for row in waiting if row.lane > 0})
        self.months = quotas.usage(self.bots, now=now) if self.bots else {}
        self.ahead = _ahead({row.lane for row in waiting if row.next_attempt_at <= now}, now)

    def why(self, row: Delivery) -> str:
        """Name the first thing that holds ``row`` back."""
        return (
            planning.may_send(row.occurrence, self.now)
            or _of_channel(row.channel, self.now)
            or self._of_time(row)
            or self._of_bot(row)
            or self._of_turn(row)
        )

    def _of_time(self, row: Delivery) -> str:
        if row.next_attempt_at <= self.now:
            return ""
        start, end = planning.quiet_hours()
        until = _clock(row.next_attempt_at)
        first = timezone.localtime(max(row.due_at, min(self.now, row.next_attempt_at)))
        if calendar.is_quiet_time(first.time(), start=start, end=end) and not row.attempt_count:
            return f"Giờ yên tĩnh {start:%H:%M}–{end:%H:%M} máy không gửi; sẽ gửi lúc {until}."
        cause = f" {row.reason}" if row.reason else ""
        return f"Chờ đến {until}.{cause}"

    def _of_bot(self, row: Delivery) -> str:
        bot = self.bots.get(row.lane)
        if bot is None:
            return ""
        cause = f" {bot.problem}" if bot.problem else ""
        if bot.state == ZaloBot.State.STOPPED:
            return f"Bot “{bot}” đã dừng, chờ cán bộ cho chạy lại.{cause}"
        if bot.state == ZaloBot.State.PAUSED:
            until = bot.paused_until
            if until is None:
                return f"Bot “{bot}” đang tạm dừng, chờ cán bộ cho chạy lại.{cause}"
            if until > self.now:
                return f"Bot “{bot}” đang tạm dừng đến {_clock(until)}.{cause}"
        return self._of_month(row, bot)

    def _of_month(self, row: Delivery, bot: ZaloBot) -> str:
        month = self.months[bot.pk]
        top = month.limit if row.is_urgent else month.stop
        if month.used < top:
            return ""
        return (
            f"Bot “{bot}” đã dùng {number(month.used)} trên {number(month.limit)} tin của tháng "
            f"{month.month:%-m}, không gửi tự động nữa."
        )

    def _of_turn(self, row: Delivery) -> str:
        before = self.ahead.get(row.pk, MOST_AHEAD)
        if before >= MOST_AHEAD:
            return f"Đến giờ, còn hơn {number(MOST_AHEAD - 1)} tin trước lượt này."
        if before:
            return f"Đến giờ, còn {before} tin trước lượt này."
        return "Đến lượt, sẽ gửi trong ít phút."


def _of_channel(channel: Channel, now: datetime) -> str:
    until = channel.paused_until
    if channel.state != Channel.State.PAUSED or (until is not None and until <= now):
        return ""
    cause = f" {channel.problem}" if channel.problem else ""
    if until is None:
        return f"Kênh của tổ đang tạm dừng.{cause}"
    return f"Kênh của tổ đang tạm dừng đến {_clock(until)}.{cause}"


def _ahead(lanes: set[int], now: datetime) -> dict[int, int]:
    """Return how many are before each of the first deliveries of the lanes; one statement."""
    if not lanes:
        return {}
    at = connection.ops.adapt_datetimefield_value(now)
    sql = " UNION ALL ".join([_HEAD.format(most=MOST_AHEAD)] * len(lanes))
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for lane in sorted(lanes) for value in (lane, at)])
        found = cursor.fetchall()
    seen: Counter[int] = Counter()
    ahead = {}
    for lane, pk in found:
        ahead[pk] = seen[lane]
        seen[lane] += 1
    return ahead


def _clock(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m}" if moment else "?"
