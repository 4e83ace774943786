"""A year that is over and a season under way, carried by the real ledger at moments of the past."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from broadcast import confirming, sweeping, ticking
from broadcast.models import Attempt, Delivery, Evidence
from campaigns import approving as submitting
from campaigns.models import Audience, Campaign, CampaignItem, ChannelKind
from cms import approving
from cms.models import MaterialPage
from outreach.models import User, Ward

# How many of a hundred deliveries are confirmed in a diligent ward, and in one that is late.
DILIGENT, LATE = 88, 12
LOUD, RELAY = ChannelKind.LOUDSPEAKER, ChannelKind.LEADER_RELAY
PRINT, GROUP = ChannelKind.PRINTING, ChannelKind.ZALO_GROUP
EVERY_MONTH = {"rule": "hang_thang"}
NOT_DONE = ("Mất điện cả buổi chiều.", "Loa đang sửa.", "Bác đi viện, nhờ tổ phó lần sau.")


def monthly(ward: Ward, materials: list[MaterialPage], *, author: User, approver: User) -> Campaign:
    """Return a campaign of two items a month, approved a year ago."""
    today = timezone.localdate()
    first = (today - timedelta(days=365)).replace(day=1)
    items = [
        _item(
            materials[0],
            LOUD,
            ward,
            rule="hang_thang",
            day_of_month=5,
            at="17:00",
        ),
        _item(
            materials[1],
            RELAY,
            ward,
            rule="hang_thang",
            day_of_month=12,
            at="08:00",
        ),
    ]
    campaign = _campaign(
        ward,
        "hang-thang",
        "Tuyên truyền hằng tháng",
        first,
        today + timedelta(days=60),
        items,
        author,
    )
    return _approve(campaign, author, approver, at=_moment(first, 7))


def season(ward: Ward, materials: list[MaterialPage], *, author: User, approver: User) -> Campaign:
    """Return the high season around today: every channel, some done, some due, some ahead."""
    today = timezone.localdate()

    def day(offset: int) -> Any:
        return today + timedelta(days=offset)

    high_risk = Audience.objects.get(ward=ward, scope=Audience.Scope.HIGH_RISK)
    once = {"rule": "mot_lan"}
    items = [
        _item(materials[0], PRINT, ward, **once, on_date=day(-9), at="08:00", valid_hours=240),
        _item(materials[1], RELAY, ward, **once, on_date=day(-6), at="08:00"),
        _item(materials[2], LOUD, ward, **once, on_date=day(-1), at="17:00"),
        _item(materials[3], RELAY, ward, **once, on_date=day(0), at="07:00"),
        _item(materials[3], GROUP, ward, **once, on_date=day(-1), at="07:00"),
        _item(
            materials[4],
            RELAY,
            ward,
            rule="hang_tuan",
            weekday=day(2).weekday(),
            at="08:00",
            audience=high_risk,
        ),
        _item(materials[0], LOUD, ward, **once, on_date=day(5), at="17:00"),
    ]
    campaign = _campaign(
        ward,
        "cao-diem",
        "Đợt cao điểm hưởng ứng Ngày toàn dân phòng, chống mua bán người",
        day(-10),
        day(24),
        items,
        author,
    )
    return _approve(campaign, author, approver, at=_moment(day(-10), 7))


def carry_out(ward: Ward, campaign: Campaign, *, diligence: int) -> None:
    """Let the ledger do every past moment of ``campaign``, and the leaders answer some."""
    chance = Random(ward.pk)  # noqa: S311 - the same demo every time
    for due_at in _past_moments(campaign):
        ticking.tick(now=due_at + timedelta(minutes=5))
        rows = Delivery.objects.filter(
            occurrence__campaign=campaign, due_at=due_at, state=Delivery.State.SENT
        ).select_related("channel__group")
        for row in rows.order_by("pk"):
            _answer(row, chance.randrange(100), diligence, chance)


def doubtful(campaign: Campaign) -> None:
    """Leave one delivery in doubt, as a worker killed in the middle of a call leaves it."""
    ticking.plan(now=timezone.now())
    row = (
        Delivery.objects.filter(occurrence__campaign=campaign, channel__kind=GROUP)
        .exclude(state__in=[Delivery.State.SKIPPED])
        .order_by("pk")
        .first()
    )
    if row is None:
        return
    long_ago = timezone.now() - timedelta(hours=1)
    Attempt.objects.create(delivery=row, number=row.attempt_count + 1, started_at=long_ago)
    Delivery.objects.filter(pk=row.pk).update(
        state=Delivery.State.SENDING, sending_at=long_ago, attempt_count=row.attempt_count + 1
    )
    sweeping.sweep(now=timezone.now())


def _past_moments(campaign: Campaign) -> list[datetime]:
    from campaigns import calendar, planning  # noqa: PLC0415 - beside its only use

    now, moments = timezone.now(), set()
    for item in campaign.items.exclude(channel_kind=GROUP):
        rule = planning.rule_of(item)
        for due in calendar.dues(rule, first=campaign.starts_on, last=campaign.ends_on):
            moments.add(planning.moment(item, due.day))
    # What is due today is left to the worker, so that a newcomer sees it leave.
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return sorted(moment for moment in moments if moment < today)


def _answer(row: Delivery, draw: int, diligence: int, chance: Random) -> None:
    leader = row.channel.group.leaders.filter(term_to=None, is_deputy=False).first()
    if leader is None or draw >= diligence + 4:
        return
    is_done = draw < diligence
    confirming.confirm(
        row,
        leader=leader,
        via=Delivery.Via.PAGE,
        claim=Evidence.Claim.DONE if is_done else Evidence.Claim.NOT_DONE,
        note="" if is_done else chance.choice(NOT_DONE),
        at=min(row.due_at + timedelta(minutes=20 + 7 * draw), timezone.now()),
    )


def _item(material: MaterialPage, kind: ChannelKind, ward: Ward, **fields: Any) -> CampaignItem:
    everybody = Audience.objects.get(ward=ward, scope=Audience.Scope.ALL)
    fields.setdefault("audience", everybody)
    fields["at"] = time.fromisoformat(fields["at"])
    return CampaignItem(material=material, channel_kind=kind, **fields)


def _campaign(
    ward: Ward,
    code: str,
    title: str,
    first: Any,
    last: Any,
    items: list[CampaignItem],
    author: User,
) -> Campaign:
    campaign = Campaign(
        ward=ward,
        code=code,
        title=title,
        starts_on=first,
        ends_on=last,
        author=author,
        live=False,
        note="Số liệu và diễn biến của đợt này là minh hoạ.",
    )
    campaign.items.set(items)
    campaign.save()
    campaign.save_revision(user=author)
    found: Campaign = Campaign.objects.get(pk=campaign.pk)
    return found


def _approve(campaign: Campaign, author: User, approver: User, *, at: datetime) -> Campaign:
    submitting.submit(campaign, by=author)
    task = approving.waiting_task(campaign)
    approving.approve(campaign, by=approver, seen_revision_id=task.revision_id if task else 0)
    Campaign.objects.filter(pk=campaign.pk).update(approved_at=at)
    found: Campaign = Campaign.objects.get(pk=campaign.pk)
    return found


def _moment(day: Any, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001
