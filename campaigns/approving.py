"""Submitting a campaign to the ward's leaders; approving is ``cms.approving``."""

from typing import Any

from django.db import transaction

from campaigns.models import Campaign
from cms.approving import NotWaitingError, waiting_task


@transaction.atomic
def submit(campaign: Campaign, *, by: Any) -> None:
    """Put the latest text of the campaign before the ward's leaders.

    Raises ``NotWaitingError`` when something stands in the way, saying what.
    """
    if waiting_task(campaign):
        raise NotWaitingError("Đợt này đang chờ duyệt.")
    if campaign.latest_revision is None:
        campaign.save_revision(user=by)
    if problems := campaign.get_latest_revision_as_object().approval_problems():
        raise NotWaitingError(" ".join(problems))
    workflow = campaign.get_workflow()
    if workflow is None:
        raise NotWaitingError("Chưa có quy trình duyệt. Báo cán bộ kỹ thuật.")
    workflow.start(campaign, by)
