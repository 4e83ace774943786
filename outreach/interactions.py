"""Openings of closed months (level 4), published so that no single one shows (reach.md §6, §7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.module_loading import import_string

from outreach import suppression
from outreach.models import DailyCount, TrackedLink, Ward
from outreach.reach.duty import months
from outreach.reach_ledger import Period
from outreach.suppression import Month, Printed

CLOSED_ON_DAY, CLOSED_AT = 3, time(2)


class Leaf(NamedTuple):
    """What is counted apart: a material, opened through one channel, for one campaign."""

    campaign: str
    material: int
    channel: str


@dataclass(frozen=True, slots=True)
class OpeningsOfMonth:
    """A closed month as published; ``month`` is its first day."""

    month: date
    published: Month[Leaf]

    def has_leaves(self, campaign: str) -> bool:
        """Whether anything (of one campaign) could have been opened in this month."""
        return any(not campaign or leaf.campaign == campaign for leaf in self.published.leaves)

    def figure(self, campaign: str) -> Printed:
        """Return the month's figure, or the subtotal of one campaign."""
        if not campaign:
            return self.published.total
        return self.published.subtotal(lambda leaf: leaf.campaign == campaign)


@dataclass(frozen=True, slots=True)
class Openings:
    """The closed months that lie wholly in a period, and the titles of their materials."""

    months: tuple[OpeningsOfMonth, ...]
    titles: dict[int, str]


def openings(ward: Ward, period: Period, *, now: datetime) -> Openings:
    """Return what may be shown of the period's openings: closed, whole months only."""
    chosen = [month for month in months(period.first, period.last) if _is_shown(month, period, now)]
    if not chosen:
        return Openings((), {})
    counted = _counted(ward, chosen)
    spans = import_string(settings.LANTOA_MATERIALS_ON_SHOW)(ward)
    links = list(TrackedLink.objects.filter(ward=ward).order_by("pk"))
    found = tuple(
        OpeningsOfMonth(month, suppression.publish(_leaves(month, spans, links, counted)))
        for month in chosen
    )
    return Openings(found, {span.material: span.title for span in spans})


def channel_label(leaf: Leaf, *, campaigns: Mapping[str, str]) -> str:
    """Return what the channel of ``leaf`` is called, with its campaign if it has one."""
    label = str(DailyCount.Channel(leaf.channel).label)
    title = campaigns.get(leaf.campaign, leaf.campaign)
    return f"{label}, “{title}”" if leaf.campaign else label


def _is_shown(month: date, period: Period, now: datetime) -> bool:
    following = _following(month)
    closing = datetime.combine(following.replace(day=CLOSED_ON_DAY), CLOSED_AT)
    is_whole = period.first <= month and following - timedelta(days=1) <= period.last
    return is_whole and now >= timezone.make_aware(closing)


def _following(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _counted(ward: Ward, chosen: Sequence[date]) -> dict[tuple[date, Leaf], int]:
    rows = DailyCount.objects.filter(
        ward=ward,
        event=DailyCount.Event.OPEN,
        date__gte=chosen[0],
        date__lt=_following(chosen[-1]),
    )
    fields = ("date", "campaign_code", "material_id", "channel")
    found: dict[tuple[date, Leaf], int] = {}
    for day, campaign, material, channel, count in (
        rows.order_by().values_list(*fields).annotate(Sum("count"))
    ):
        key = (day.replace(day=1), Leaf(campaign, material, channel))
        found[key] = found.get(key, 0) + count
    return found


def _leaves(
    month: date,
    spans: Iterable[Any],
    links: Iterable[TrackedLink],
    counted: dict[tuple[date, Leaf], int],
) -> dict[Leaf, int]:
    """Return every leaf that could have been counted in ``month``, in a fixed order."""
    following = _following(month)
    on_show = {span.material for span in spans if span.touches(month, following)}
    leaves = {Leaf("", material, DailyCount.Channel.WEB.value) for material in on_show}
    for link in links:
        begun = timezone.localdate(link.created_at) < following
        over = link.retired_at is not None and timezone.localdate(link.retired_at) < month
        if link.material_id in on_show and begun and not over:
            leaves.add(Leaf(link.campaign_code, link.material_id, link.channel))
    leaves |= {leaf for counted_in, leaf in counted if counted_in == month}
    return {leaf: counted.get((month, leaf), 0) for leaf in sorted(leaves)}
