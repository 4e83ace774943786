"""How many messages each bot will carry for a campaign, counted from links as they are."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from broadcast import quotas, targets
from broadcast.lanes import LINK_KIND
from broadcast.models import Delivery, ZaloLink
from campaigns import calendar, planning
from campaigns.models import Campaign, CampaignItem, ChannelKind
from outreach.models import ResidentialGroup

# What a carrier sends for one delivery.
PARTS = 1
# A bot, and the first day of a month.
BotMonths = Counter[tuple[int, date]]


class Ahead:
    """What a ward's campaigns still have before them; asks the database once for each fact."""

    def __init__(self, ward_id: str, *, now: datetime) -> None:
        self.ward_id, self.now = ward_id, now
        self.quiet = planning.quiet_periods(ward_id)
        self.bots = self._bots()
        self._meant: dict[tuple[int, date], list[int]] = {}

    def _bots(self) -> dict[tuple[str, int], int]:
        """Return the bot through which each channel kind reaches a group (kind, group -> bot)."""
        kind_of = {link: kind for kind, link in LINK_KIND.items()}
        links = ZaloLink.objects.filter(ward=self.ward_id, state=ZaloLink.State.ACTIVE)
        found = {
            (kind_of[ZaloLink.Kind(kind)].value, group): bot
            for kind, group, bot in links.values_list("kind", "group_id", "bot_id")
        }
        groups = ResidentialGroup.objects.filter(ward=self.ward_id).order_by().values("pk")
        served = (
            {kind.value: targets.reachable(kind, groups) for kind in LINK_KIND} if found else {}
        )
        return {key: bot for key, bot in found.items() if key[1] in served[key[0]]}

    def of(self, campaign: Campaign) -> BotMonths:
        """Return the messages of ``campaign`` that are still to leave."""
        needed: BotMonths = Counter()
        for item in self._carried(campaign):
            load = self.load(campaign, item)
            for month in self._months(campaign, item):
                for bot, parts in load.items():
                    needed[bot, month] += parts
        return needed

    def load(self, campaign: Campaign, item: CampaignItem) -> Counter[int]:
        """Return the messages that one occurrence of ``item`` costs each bot."""
        day = min(max(campaign.starts_on, timezone.localdate(self.now)), campaign.ends_on)
        key = item.audience_id, day
        if key not in self._meant:
            self._meant[key] = list(item.audience.groups_on(day).values_list("pk", flat=True))
        bots = (self.bots.get((item.channel_kind, group)) for group in self._meant[key])
        return Counter({bot: PARTS * n for bot, n in Counter(bots).items() if bot is not None})

    def heaviest(self, campaign: Campaign) -> Counter[int]:
        """Return the most that one occurrence of ``campaign`` costs each bot."""
        most: Counter[int] = Counter()
        for item in self._carried(campaign):
            most |= self.load(campaign, item)
        return most

    def waiting(self) -> BotMonths:
        """Return the messages that wait in the ledger already, whatever campaign they are of."""
        rows = Delivery.objects.filter(
            ward=self.ward_id,
            indexed_state=Delivery.State.PLANNED,
            lane__gt=0,
            expires_at__gt=self.now,
        )
        counted = rows.order_by().values_list("lane").annotate(Count("pk"))
        month = quotas.month_of(self.now)
        return Counter({(bot, month): PARTS * count for bot, count in counted})

    def _carried(self, campaign: Campaign) -> list[CampaignItem]:
        """Return the items that a bot may carry."""
        kinds = {kind.value for kind in LINK_KIND}
        items = campaign.items.all() if self.bots else []
        return [item for item in items if ChannelKind(item.channel_kind).value in kinds]

    def _months(self, campaign: Campaign, item: CampaignItem) -> Iterator[date]:
        """Yield the month in which each occurrence to come will leave, after quiet hours."""
        start, end = planning.quiet_hours()
        for due in calendar.dues(
            planning.rule_of(item),
            first=campaign.starts_on,
            last=campaign.ends_on,
            quiet=self.quiet,
        ):
            at = planning.moment(item, due.day)
            if not due.skipped and at > self.now:
                yield quotas.month_of(calendar.after_quiet_time(at, start=start, end=end))
