"""A script as the teleprompter shows it: a sentence at a time, each as long as it takes."""

from typing import Any

from django.urls import reverse

from broadcast import gate
from broadcast.models import Airing, Delivery
from media import timing
from media.text import split_sentences
from outreach.models import Ward


def lines(text: str, *, rate: int) -> list[tuple[str, float]]:
    """Return the sentences of ``text``, each with its seconds, the pause after it included."""
    found = []
    for paragraph in (line for line in text.splitlines() if line.strip()):
        sentences = split_sentences(paragraph)
        found += [(one, round(timing.seconds(one, rate=rate), 2)) for one in sentences]
        last, seconds = found[-1]
        found[-1] = (last, round(seconds + timing.PARAGRAPH_PAUSE, 2))
    return found


def of_airing(airing: Airing, token: str) -> dict[str, Any]:
    """Return what the page shows for an airing."""
    context = _context(airing.text, airing.ward, airing.occurrence.item.material.title)
    return context | {
        "back": reverse("airing", args=[token]),
        "check": reverse("airing_current", args=[token]),
        "finish": reverse("airing_read", args=[token]),
        "is_stale": not gate.is_current(airing),
    }


def of_delivery(delivery: Delivery, token: str) -> dict[str, Any]:
    """Return what the page shows for a script that has no slot of its own."""
    context = _context(delivery.text, delivery.ward, delivery.occurrence.item.material.title)
    return context | {"back": reverse("leader_item", args=[token, delivery.pk])}


def _context(text: str, ward: Ward, title: str) -> dict[str, Any]:
    found = lines(text, rate=ward.reading_rate)
    total = sum(seconds for _, seconds in found)
    return {"lines": found, "total": timing.minutes_vi(total), "title": title}
