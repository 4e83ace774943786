"""How many messages of its month a bot may still send."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from broadcast.models import BotMonth, ZaloBot

MONTHLY, STOP = 3_000, 0.95


@transaction.atomic
def take(bot_id: int, *, wanted: int, is_urgent: bool, now: datetime) -> int:
    """Count up to ``wanted`` messages of the bot's month and return how many may be sent.

    The last five percent are kept for what is urgent.
    """
    row = _row(bot_id, now)
    most = row.limit if is_urgent else int(row.limit * STOP)
    given = max(0, min(wanted, most - row.used))
    row.used += given
    row.save(update_fields=["used"])
    return given


@transaction.atomic
def give_back(bot_id: int, *, count: int, now: datetime) -> None:
    """Take back what was counted and surely not sent."""
    row = _row(bot_id, now)
    row.used = max(0, row.used - count)
    row.save(update_fields=["used"])


def _row(bot_id: int, now: datetime) -> BotMonth:
    today = timezone.localdate(now)
    limit = ZaloBot.objects.values_list("monthly_limit", flat=True).get(pk=bot_id) or MONTHLY
    found = BotMonth.objects.select_for_update().get_or_create(
        bot_id=bot_id, month=date(today.year, today.month, 1), defaults={"limit": limit}
    )
    return found[0]
