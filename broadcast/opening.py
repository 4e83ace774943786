"""What a ward needs before its first delivery: a channel of each usual kind for every group."""

from broadcast.models import Channel
from campaigns import opening
from campaigns.models import ChannelKind
from cms import roles
from cms.models import HomePage
from outreach.models import RegisterEntry, ResidentialGroup, User, Ward

OFFICER_RIGHTS = [
    "broadcast.view_channel",
    "broadcast.change_channel",
    *(
        f"broadcast.{action}_{model}"
        for model in ("zalobot", "loudspeaker", "slotrule", "monthlyduty")
        for action in ("add", "change", "view")
    ),
]
EVERYWHERE = (ChannelKind.LEADER_RELAY, ChannelKind.PRINTING)


def open_ward(ward: Ward) -> HomePage:
    """Open the ward in every room; repeat it after groups have been added or changed."""
    home = opening.open_ward(ward)
    roles.allow(ward, role=User.Role.OFFICER, permissions=OFFICER_RIGHTS)
    groups = ResidentialGroup.objects.filter(ward=ward, valid_to=None)
    silent = _without_loudspeaker(ward)
    for group in groups:
        kinds = [*EVERYWHERE, *([] if group.pk in silent else [ChannelKind.LOUDSPEAKER])]
        for kind in kinds:
            Channel.objects.get_or_create(group=group, kind=kind, defaults={"ward": ward})
    return home


def _without_loudspeaker(ward: Ward) -> set[int]:
    """Return the groups whose latest register entry says that no household hears one."""
    latest: dict[int, bool] = {}
    entries = RegisterEntry.objects.filter(
        group__ward=ward, measure=RegisterEntry.Measure.EARSHOT_SHARE
    ).order_by("as_of", "recorded_at")
    for entry in entries:
        latest[entry.group_id] = entry.value == 0
    return {group for group, is_silent in latest.items() if is_silent}
