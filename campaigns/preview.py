"""Who gets what, when: the plan of a campaign counted out before anybody approves it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from campaigns import calendar, planning
from campaigns.models import Campaign, CampaignItem
from outreach.models import ResidentialGroup

Reachable = Callable[[str, Iterable[int]], set[int]]


@dataclass(frozen=True, slots=True)
class Moment:
    """One due moment; ``note`` says why it is moved, skipped or already past."""

    at: datetime
    note: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its moments and its groups, split by whether a channel exists."""

    item: CampaignItem
    material: Any
    moments: tuple[Moment, ...]
    groups: tuple[ResidentialGroup, ...]
    without_channel: tuple[ResidentialGroup, ...]

    @property
    def times_ahead(self) -> int:
        return sum(moment.is_ahead for moment in self.moments)

    @property
    def deliveries_ahead(self) -> int:
        """The number of deliveries that will go out: moments × groups with a channel."""
        return self.times_ahead * len(self.groups)


def plan(campaign: Campaign, *, now: datetime, within: timedelta | None = None) -> list[Line]:
    """Return a line for each item of ``campaign``, counted as the ledger will count.

    ``within`` leaves out, uncounted, the items of which nothing goes out so soon.
    """
    quiet = planning.quiet_periods(campaign.ward_id)
    planned = [(item, _moments(campaign, item, quiet, now)) for item in campaign.items.all()]
    return [
        _line(campaign, item, moments, now)
        for item, moments in planned
        if within is None or any(one.is_ahead and one.at <= now + within for one in moments)
    ]


def _moments(
    campaign: Campaign, item: CampaignItem, quiet: list[calendar.Quiet], now: datetime
) -> tuple[Moment, ...]:
    dues = calendar.dues(
        planning.rule_of(item), first=campaign.starts_on, last=campaign.ends_on, quiet=quiet
    )
    return tuple(_moment(item, due, now) for due in dues)


def _line(
    campaign: Campaign, item: CampaignItem, moments: tuple[Moment, ...], now: datetime
) -> Line:
    day = max(campaign.starts_on, timezone.localdate(now))
    wanted = list(item.audience.groups_on(min(day, campaign.ends_on)))
    reach: Reachable = import_string(settings.LANTOA_REACHABLE)
    reachable = reach(item.channel_kind, [group.pk for group in wanted])
    return Line(
        item=item,
        material=item.material.specific,
        moments=moments,
        groups=tuple(group for group in wanted if group.pk in reachable),
        without_channel=tuple(group for group in wanted if group.pk not in reachable),
    )


def _moment(item: CampaignItem, due: calendar.Due, now: datetime) -> Moment:
    at = planning.moment(item, due.day)
    if due.skipped:
        return Moment(at, f"không phát: {due.skipped}", is_ahead=False)
    if at <= now:
        return Moment(at, "đã qua", is_ahead=False)
    if due.moved_from:
        return Moment(at, f"dời từ ngày {due.moved_from:%d/%m}", is_ahead=True)
    return Moment(at, "", is_ahead=True)
