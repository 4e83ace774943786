"""What a ward's campaigns are called, for rooms below that only keep their codes."""

from campaigns.models import Campaign
from outreach.models import Ward


def of_ward(ward: Ward) -> dict[str, str]:
    """Return the titles of the ward's approved campaigns by their codes."""
    approved = Campaign.objects.filter(ward=ward).exclude(approved_at=None)
    return dict(approved.values_list("code", "title"))
