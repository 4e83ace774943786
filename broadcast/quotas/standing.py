"""How bots stand in their month, for screens and forecasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from broadcast.models import ZaloBot
from broadcast.quotas.months import limit_of, month_of, part_of, with_month


@dataclass(frozen=True, slots=True)
class Usage:
    """How a bot stands in one month, in messages."""

    bot_id: int
    name: str
    month: date
    used: int
    limit: int
    warned_at: datetime | None
    exhausted_at: datetime | None

    @property
    def stop(self) -> int:
        """The number at which automatic sends stop."""
        return part_of(self.limit, settings.ZALO_STOP)

    @property
    def free(self) -> int:
        """What automatic sends may still use."""
        return max(0, self.stop - self.used)

    @property
    def is_low(self) -> bool:
        return self.used >= part_of(self.limit, settings.ZALO_WARN)

    @property
    def is_exhausted(self) -> bool:
        return self.free == 0


def usage(bot_ids: Iterable[int], *, now: datetime) -> dict[int, Usage]:
    """Return how each bot stands in the month of ``now``; one statement."""
    month = month_of(now)
    rows = with_month(ZaloBot.objects.filter(pk__in=list(bot_ids)), month).values_list(
        "pk", "display_name", "monthly_limit", "this__used", "this__warned_at", "this__exhausted_at"
    )
    return {
        pk: Usage(pk, name, month, used or 0, limit_of(monthly_limit), warned_at, exhausted_at)
        for pk, name, monthly_limit, used, warned_at, exhausted_at in rows
    }
