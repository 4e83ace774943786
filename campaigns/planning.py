"""From an approved campaign to occurrences: what is due, and what may go out now."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from campaigns import calendar
from campaigns.models import (
    ApprovedMaterial,
    Campaign,
    CampaignItem,
    ChannelKind,
    Occurrence,
    QuietPeriod,
)

# How far back a due moment that was missed (nobody ticked) is still written down, to be seen.
LOOK_BACK = timedelta(days=31)
AUTOMATIC = frozenset({ChannelKind.ZALO_GROUP})


class NotPossibleError(Exception):
    """The campaign's state does not allow the act; the message says why, in Vietnamese."""


def quiet_hours() -> tuple[time, time]:
    """Return the hours in which no machine writes to a group, as local times."""
    return (
        time.fromisoformat(settings.LANTOA_QUIET_FROM),
        time.fromisoformat(settings.LANTOA_QUIET_UNTIL),
    )


def quiet_periods(ward_id: str) -> list[calendar.Quiet]:
    """Return the days without any broadcast in the whole ward."""
    return _quiet_of_wards([ward_id])[ward_id]


def _quiet_of_wards(ward_ids: Iterable[str]) -> defaultdict[str, list[calendar.Quiet]]:
    found: defaultdict[str, list[calendar.Quiet]] = defaultdict(list)
    for row in QuietPeriod.objects.filter(ward_id__in=set(ward_ids), groups=None):
        found[row.ward_id].append(calendar.Quiet(row.starts_on, row.ends_on, row.reason))
    return found


def _approved_revisions(revision_ids: Iterable[int]) -> defaultdict[int, dict[int, int]]:
    """Return, for each approved revision of a campaign, the approved revision of each material."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = ApprovedMaterial.objects.filter(campaign_revision__in=set(revision_ids))
    for campaign, material, revision in rows.values_list(
        "campaign_revision_id", "material_id", "material_revision_id"
    ):
        found[campaign][material] = revision
    return found


def rule_of(item: CampaignItem) -> calendar.Rule:
    """Return the item's rule as plain values."""
    return calendar.Rule(
        kind=calendar.RuleKind(item.rule),
        on_date=item.on_date,
        weekday=item.weekday,
        day_of_month=item.day_of_month,
        offset_days=item.offset_days,
    )


def dues_of(
    item: CampaignItem, *, first: date, last: date, quiet: list[calendar.Quiet]
) -> list[calendar.Due]:
    """Return the item's days from ``first`` to ``last`` that lie inside its campaign."""
    campaign = item.campaign
    return [
        due
        for due in calendar.dues(
            rule_of(item), first=campaign.starts_on, last=campaign.ends_on, quiet=quiet
        )
        if first <= due.day <= last
    ]


def moment(item: CampaignItem, day: date) -> datetime:
    """Return the aware moment at which ``item`` is due on ``day``."""
    return timezone.make_aware(datetime.combine(day, item.at))


def spawn_due(now: datetime) -> list[Occurrence]:
    """Write an occurrence for every item that has come due by ``now``; replay adds nothing.

    A moment before the approval never comes back to life. One that nobody served is written down
    as well: its deliveries expire and are seen, they are not sent late in silence.
    """
    first, last = timezone.localdate(now - LOOK_BACK), timezone.localdate(now)
    running = (
        Campaign.objects.filter(
            state=Campaign.State.APPROVED, starts_on__lte=last, ends_on__gte=first
        )
        .only("ward_id", "starts_on", "ends_on", "approved_at", "approved_revision_id")
        .prefetch_related(Prefetch("items", queryset=_items_between(first, last)))
    )
    quiet = _quiet_of_wards(campaign.ward_id for campaign in running)
    revisions = _approved_revisions(
        campaign.approved_revision_id for campaign in running if campaign.approved_revision_id
    )
    due = [
        found
        for campaign in running
        for found in _due_of_campaign(
            campaign,
            now,
            quiet=quiet[campaign.ward_id],
            revisions=revisions[campaign.approved_revision_id or 0],
        )
    ]
    known = set(
        Occurrence.objects.filter(
            campaign__in={row.campaign_id for row in due}, due_at__gte=now - LOOK_BACK
        ).values_list("item_id", "due_at")
    )
    new = [row for row in due if (row.item_id, row.due_at) not in known]
    Occurrence.objects.bulk_create(new, ignore_conflicts=True)
    return list(Occurrence.objects.filter(fanned_out_at=None, cancelled_at=None, due_at__lte=now))


def _items_between(first: date, last: date) -> QuerySet[CampaignItem]:
    """Return the items that may fall due on these days, with what it takes to tell.

    Most items of a year have one day of their own, and it is another.
    """
    has_another_day = Q(rule=CampaignItem.Rule.ONCE) & ~Q(on_date__range=(first, last))
    return CampaignItem.objects.exclude(has_another_day).only(
        "campaign_id", "material_id", "channel_kind", "rule", "on_date", "weekday",
        "day_of_month", "offset_days", "at", "valid_hours", "sort_order",
    )  # fmt: skip


def _due_of_campaign(
    campaign: Campaign, now: datetime, *, quiet: list[calendar.Quiet], revisions: dict[int, int]
) -> Iterable[Occurrence]:
    if campaign.approved_revision_id is None:
        return
    first, last = timezone.localdate(now - LOOK_BACK), timezone.localdate(now)
    for item in campaign.items.all():
        for due in dues_of(item, first=first, last=last, quiet=quiet):
            due_at = moment(item, due.day)
            is_in_time = campaign.approved_at and campaign.approved_at <= due_at <= now
            if is_in_time and not due.skipped and item.material_id in revisions:
                yield Occurrence(
                    item=item,
                    campaign=campaign,
                    ward_id=campaign.ward_id,
                    channel_kind=item.channel_kind,
                    due_at=due_at,
                    expires_at=due_at + timedelta(hours=item.valid_hours),
                    campaign_revision_id=campaign.approved_revision_id,
                    material_revision_id=revisions[item.material_id],
                )


def may_send(occurrence: Occurrence, now: datetime) -> str:
    """Return "" if the occurrence may go out ``now``, else the reason in Vietnamese."""
    state = occurrence.campaign.state
    if occurrence.cancelled_at or state == Campaign.State.CANCELLED:
        return "Đợt truyền thông đã huỷ."
    if state == Campaign.State.PAUSED:
        return "Đợt truyền thông đang tạm dừng."
    if state != Campaign.State.APPROVED:
        return "Đợt truyền thông chưa được duyệt."
    if now >= occurrence.expires_at:
        return "Đã quá thời hạn của lần phát hành này."
    return ""


@transaction.atomic
def record_approval(campaign: Campaign, *, revision: Revision, by: Any) -> None:
    """Bind the approval to ``revision`` and to the live revision of each material in it."""
    for material in {item.material for item in campaign.items.all()}:
        ApprovedMaterial.objects.get_or_create(
            campaign_revision=revision,
            material=material,
            defaults={"material_revision": material.live_revision},
        )
    Campaign.objects.filter(pk=campaign.pk).update(
        state=Campaign.State.APPROVED,
        approved_by=by,
        approved_at=timezone.now(),
        approved_revision=revision,
    )
    campaign.refresh_from_db()


def pause(campaign: Campaign, *, by: Any) -> None:
    """Hold back everything that has not left yet."""
    _move(campaign, Campaign.State.APPROVED, Campaign.State.PAUSED, by, "lantoa.pause")


def resume(campaign: Campaign, *, by: Any) -> None:
    """Let a paused campaign go on; what expired meanwhile stays expired."""
    _move(campaign, Campaign.State.PAUSED, Campaign.State.APPROVED, by, "lantoa.resume")


@transaction.atomic
def cancel(campaign: Campaign, *, by: Any) -> None:
    """End the campaign for good; what has left cannot be called back."""
    running = [Campaign.State.APPROVED, Campaign.State.PAUSED, Campaign.State.DRAFT]
    if not Campaign.objects.filter(pk=campaign.pk, state__in=running).update(
        state=Campaign.State.CANCELLED
    ):
        raise NotPossibleError("Đợt này đã huỷ từ trước.")
    campaign.occurrences.filter(cancelled_at=None).update(cancelled_at=timezone.now())
    campaign.refresh_from_db(fields=["state"])
    log(instance=campaign, action="lantoa.cancel", user=by)


def _move(campaign: Campaign, before: str, after: str, by: Any, action: str) -> None:
    if not Campaign.objects.filter(pk=campaign.pk, state=before).update(state=after):
        word = Campaign.State(before).label.lower()
        raise NotPossibleError(f"Chỉ làm được khi đợt đang ở trạng thái “{word}”.")
    campaign.refresh_from_db(fields=["state"])
    log(instance=campaign, action=action, user=by)
