"""What a ward needs before its first campaign: rights, the workflow, the two usual audiences."""

from campaigns.models import Audience, Campaign
from cms import roles, ward_opening
from cms.models import HomePage
from outreach.models import User, Ward

OFFICER_RIGHTS = [
    f"campaigns.{action}_{model}"
    for model in ("campaign", "audience", "quietperiod")
    for action in ("add", "change", "view")
]
APPROVER_RIGHTS = ["campaigns.view_campaign", "campaigns.publish_campaign"]


def open_ward(ward: Ward) -> HomePage:
    """Open the ward's site and its campaigns; repeatable."""
    home = ward_opening.open_ward(ward)
    roles.workflow_for(Campaign)
    roles.allow(ward, role=User.Role.OFFICER, permissions=OFFICER_RIGHTS)
    roles.allow(ward, role=User.Role.APPROVER, permissions=APPROVER_RIGHTS)
    for name, scope in (
        (f"Tất cả {ward.group_word}", Audience.Scope.ALL),
        ("Địa bàn nguy cơ cao", Audience.Scope.HIGH_RISK),
    ):
        Audience.objects.get_or_create(ward=ward, name=name, defaults={"scope": scope})
    return home
