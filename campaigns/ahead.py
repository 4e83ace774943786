"""Serving a due moment before it has come: what is booked into a slot needs its occurrence now."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns import planning
from campaigns.models import ApprovedMaterial, Campaign, CampaignItem, Occurrence
from media.text import date_vi


def unapproved(item: CampaignItem, *, day: date) -> str:
    """Return "" if ``item`` is approved to go out on ``day``, else why not, in Vietnamese."""
    campaign = item.campaign
    if campaign.state != Campaign.State.APPROVED:
        return f"Đợt “{campaign}” đang ở trạng thái “{campaign.get_state_display().lower()}”."
    if not campaign.starts_on <= day <= campaign.ends_on:
        return (
            f"Đợt “{campaign}” được duyệt cho {date_vi(campaign.starts_on)} – "
            f"{date_vi(campaign.ends_on)}; ngày {date_vi(day)} nằm ngoài."
        )
    if revision_id(item) is None:
        return f"Kịch bản của “{item.material}” chưa được duyệt trong đợt này."
    if nearest_due(item, day=day) is None:
        return f"Đợt “{campaign}” không còn lần phát hành nào sau khi được duyệt."
    return ""


def revision_id(item: CampaignItem) -> int | None:
    """Return the revision of the item's material that the campaign's approval covers."""
    rows = ApprovedMaterial.objects.filter(
        campaign_revision=item.campaign.approved_revision_id, material=item.material_id
    )
    found: int | None = rows.values_list("material_revision_id", flat=True).first()
    return found


def nearest_due(item: CampaignItem, *, day: date) -> date | None:
    """Return the due day that something aired on ``day`` serves.

    One of the same month before any other, for a monthly item must be heard in its month; then
    the nearest. Days that are skipped, or lie before the approval, serve nothing.
    """
    campaign = item.campaign
    dues = planning.dues_of(
        item,
        first=campaign.starts_on,
        last=campaign.ends_on,
        quiet=planning.quiet_periods(campaign.ward_id),
    )
    approved_at = campaign.approved_at
    days = [
        due.day
        for due in dues
        if not due.skipped and approved_at and approved_at <= planning.moment(item, due.day)
    ]
    return min(
        days,
        key=lambda due: ((due.year, due.month) != (day.year, day.month), abs(due - day), due),
        default=None,
    )


@transaction.atomic
def occurrence_for(item: CampaignItem, *, day: date) -> Occurrence:
    """Return the occurrence that an airing on ``day`` serves, written down ahead if need be.

    It is the very row that ``planning.spawn_due`` would write at its time. Raises
    ``NotPossibleError`` for what is not approved, or has been cancelled.
    """
    if problem := unapproved(item, day=day):
        raise planning.NotPossibleError(problem)
    due = nearest_due(item, day=day)
    due_at = planning.moment(item, due or day)
    revision = ApprovedMaterial.objects.get(
        campaign_revision=item.campaign.approved_revision_id, material=item.material_id
    ).material_revision_id
    occurrence, _ = Occurrence.objects.get_or_create(
        item=item,
        due_at=due_at,
        defaults={
            "campaign": item.campaign,
            "ward_id": item.campaign.ward_id,
            "channel_kind": item.channel_kind,
            "expires_at": due_at + timedelta(hours=item.valid_hours),
            "campaign_revision_id": item.campaign.approved_revision_id,
            "material_revision_id": revision,
        },
    )
    if occurrence.cancelled_at:
        raise planning.NotPossibleError("Lần phát hành này đã huỷ.")
    return occurrence


def renew(campaign: Campaign) -> int:
    """Let occurrences written ahead carry what was approved anew; return how many changed.

    One that has been fanned out keeps what it was sent with.
    """
    changed = 0
    ahead = Occurrence.objects.filter(
        campaign=campaign, fanned_out_at=None, cancelled_at=None, due_at__gt=timezone.now()
    ).exclude(campaign_revision=campaign.approved_revision_id)
    for row in ahead.select_related("item__campaign"):
        if found := revision_id(row.item):
            changed += Occurrence.objects.filter(pk=row.pk).update(
                material_revision=found, campaign_revision=campaign.approved_revision_id
            )
    return changed
