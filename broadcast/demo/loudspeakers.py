"""The loudspeakers of the demo ward: clusters, a regulation, airings of the past and to come."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from broadcast import airings, booking
from broadcast.models import Airing, Evidence, Loudspeaker, MonthlyDuty, SlotRule
from broadcast.wishes import Wish
from campaigns.models import Campaign, CampaignItem, ChannelKind, QuietPeriod
from media.versions import Version
from outreach.models import Leader, ResidentialGroup, Ward

CLUSTERS = (("LOA-01", "Cụm loa trung tâm", "wired"), ("LOA-02", "Cụm loa chợ", "fm"),
            ("LOA-03", "Cụm loa nhà văn hoá", "wired"))  # fmt: skip
PROVEN = 72  # of a hundred airings of the past
MONTHS_BACK = 5


def load(ward: Ward, *, by: Any) -> None:
    """Give the ward three clusters, a rule, a duty, and a slot book that is in use."""
    clusters = _clusters(ward)
    _rules(ward)
    items = CampaignItem.objects.filter(
        campaign__ward=ward,
        campaign__state=Campaign.State.APPROVED,
        channel_kind=ChannelKind.LOUDSPEAKER,
    ).select_related("campaign", "material")
    chance = Random(7)  # noqa: S311 the demo is the same every time
    for item in items:
        for cluster in clusters:
            _past(item, cluster, by=by, chance=chance)
            _coming(item, cluster, by=by)


def _clusters(ward: Ward) -> list[Loudspeaker]:
    groups = list(ResidentialGroup.objects.filter(ward=ward, valid_to=None).order_by("position"))
    made = []
    for number, (code, name, technology) in enumerate(CLUSTERS):
        cluster = Loudspeaker.objects.create(ward=ward, code=code, name=name, technology=technology)
        cluster.groups.set(groups[number : len(groups) - 1 : len(CLUSTERS)])
        made.append(cluster)
    return made


def _rules(ward: Ward) -> None:
    today = timezone.localdate()
    rule = SlotRule.objects.create(
        ward=ward,
        valid_from=today - timedelta(days=400),
        sessions_per_day=2,
        minutes_per_session=15,
        weekdays="1,2,3,4,5",
        citation="Quy chế minh hoạ của trạm truyền thanh",
        verified_on=today - timedelta(days=30),
    )
    rule.windows.create(starts=time(5, 30), ends=time(7, 0))
    rule.windows.create(starts=time(16, 30), ends=time(18, 0))
    rule.quiet_times.create(starts=time(11, 30), ends=time(13, 30), reason="nghỉ trưa")
    rule.save()
    MonthlyDuty.objects.create(
        ward=ward,
        valid_from=today.replace(day=1) - timedelta(days=150),
        citation="Kế hoạch minh hoạ của xã, phường",
    )


def _past(item: CampaignItem, cluster: Loudspeaker, *, by: Any, chance: Random) -> None:
    """Book a day of each month that is over, and let most be confirmed by a leader."""
    today = timezone.localdate()
    first = today.replace(day=1)
    for _ in range(MONTHS_BACK):
        first = (first - timedelta(days=1)).replace(day=1)
        row = _book(item, cluster, first + timedelta(days=4), by=by)
        if row and chance.randrange(100) < PROVEN:
            _prove(row)


def _coming(item: CampaignItem, cluster: Loudspeaker, *, by: Any) -> None:
    today = timezone.localdate()
    for days in (1, 3, 8):
        _book(item, cluster, today + timedelta(days=days), by=by)


def _book(item: CampaignItem, cluster: Loudspeaker, day: date, *, by: Any) -> Airing | None:
    """Book the first working day from ``day`` on, as it was booked two days before."""
    while day.weekday() > 4 or QuietPeriod.objects.filter(
        ward=cluster.ward, starts_on__lte=day, ends_on__gte=day
    ):
        day += timedelta(days=1)
    count = Airing.objects.filter(loudspeaker=cluster, starts_at__date=day).count()
    start = timezone.make_aware(datetime.combine(day, time(17, 3 * count)))
    now = min(timezone.now(), start - timedelta(days=2))
    wish = Wish(item, cluster, Version.MEDIUM)
    try:
        return booking.book(wish, starts_at=start, by=by, now=now)
    except booking.RefusedError:
        return None


def _prove(row: Airing) -> None:
    leader = Leader.objects.filter(group__in=row.loudspeaker.groups.all()).order_by("pk").first()
    start = row.starts_at
    airings.hand_over(row, now=start - timedelta(hours=3))
    airings.record(
        row,
        claim=Evidence.Claim.DONE,
        kind=Evidence.Kind.LEADER,
        by_leader=leader,
        seconds=row.seconds,
        now=start + timedelta(hours=1),
    )
