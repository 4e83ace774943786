"""Whether all that is written beside the deliveries agrees with them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Sum

from broadcast.models import Attempt, BotMonth, Delivery, Tally, ZaloBot
from broadcast.tallies import ON_THE_WAY
from outreach.models import Exposure, Level

State = Delivery.State


def wrong(record: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with attempts, exposures, tallies and months."""
    return [*_attempts(), *_exposures(), *_tallies(), *_months(record)]


def _attempts() -> list[str]:
    """No call is under way any more, and each that was is written down."""
    under_way = Attempt.objects.filter(outcome=Attempt.Outcome.OPEN)
    found = list(under_way.values_list("delivery", "delivery__state"))
    wrong = [f"open attempts: {found}"] if found else []
    counted = Delivery.objects.annotate(calls=Count("attempts")).exclude(calls=F("attempt_count"))
    return wrong + [f"attempts of {row.pk} are not {row.attempt_count}" for row in counted[:5]]


def _exposures() -> list[str]:
    """Whatever was sent is posted, whatever was confirmed is confirmed, and nothing else."""
    rows = Delivery.objects
    wanted = {
        (Level.POSTED, f"delivery:{pk}")
        for pk in rows.filter(sent_at__isnull=False).values_list("pk", flat=True)
    } | {
        (Level.CONFIRMED, f"delivery:{pk}")
        for pk in rows.filter(state="confirmed").values_list("pk", flat=True)
    }
    there = {
        (Level(level), key) for level, key in Exposure.objects.values_list("level", "source_key")
    }
    different = sorted(key for _level, key in wanted ^ there)
    return [f"exposures differ: {different[:5]}"] if different else []


def _tallies() -> list[str]:
    """The changes of each occurrence add up to its rows."""
    summed = {
        (occurrence, state): total
        for occurrence, state, total in Tally.objects.values_list("occurrence", "state")
        .order_by()
        .annotate(Sum("change"))
        if total
    }
    counted: Counter[tuple[int, str]] = Counter()
    for occurrence, state in Delivery.objects.values_list("occurrence", "state"):
        counted[occurrence, str(State.PLANNED) if state in ON_THE_WAY else state] += 1
    return [] if summed == dict(counted) else [f"tallies {summed} of {dict(counted)}"]


def _months(record: Mapping[str, Any]) -> list[str]:
    """A bot's month counts at least what Zalo accepted from it."""
    sent = Counter(message["sender"] for found in record["messages"].values() for message in found)
    used = dict(BotMonth.objects.order_by().values_list("bot").annotate(Sum("used")))
    bots = ZaloBot.objects.order_by("pk").values_list("pk", flat=True)
    return [
        f"bot{n} has sent {sent[f'bot{n}']}, its month says {used.get(pk, 0)}"
        for n, pk in enumerate(bots)
        if used.get(pk, 0) < sent[f"bot{n}"]
    ]
