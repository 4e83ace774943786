"""One row for every group, before anything is queued: who is to get it has an exact answer."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone

from broadcast import lanes, tallies, targets
from broadcast.carriers.registry import carrier_of
from campaigns import calendar, planning
from campaigns.models import ChannelKind, Occurrence

# Kinds whose carrier may ring somebody's phone; they keep the quiet hours.
RINGING = frozenset({ChannelKind.ZALO_GROUP, ChannelKind.LEADER_RELAY})

_INSERT = """
INSERT INTO broadcast_delivery (
    occurrence_id, channel_id, ward_id, part, state, due_at, next_attempt_at, expires_at,
    text, picture_url, content_sha256, is_urgent, lane, reason,
    lease_token, attempt_count, message_id, via, confirmed_via
)
SELECT %s, target.id, %s, 1,
    CASE WHEN target.skip_reason = '' THEN 'planned' ELSE 'skipped' END,
    %s, %s, %s, %s, %s, %s, %s, COALESCE(target.bot_lane, %s), target.skip_reason,
    '', 0, '', '', ''
FROM ({targets}) AS target
WHERE {wanting}
ORDER BY target.place, target.id
ON CONFLICT (occurrence_id, channel_id, part) DO NOTHING
"""
# Where there are rows already, whoever has one is passed over cheaply; it is ON CONFLICT that keeps
# two fan-outs at once from writing it twice. A scalar subquery and not NOT EXISTS: that becomes a
# join, which goes through all pairs where the planner does not yet know how many rows there are.
_HAS_NONE = """(
    SELECT id FROM broadcast_delivery
    WHERE occurrence_id = %s AND channel_id = target.id AND part = 1
) IS NULL"""


@transaction.atomic
def fan_out(occurrence: Occurrence, *, now: datetime) -> int:
    """Write a delivery for every group of the audience; return how many are new.

    One ``INSERT … SELECT``: repeating it adds nothing. A group that cannot be served gets its row
    as well, ``skipped`` with the reason. The text is frozen from the approved revision. The rows
    are numbered in the order of the groups, in which lists show them.
    """
    message = carrier_of(occurrence.channel_kind).render(occurrence)
    day = timezone.localdate(occurrence.due_at)
    groups = occurrence.item.audience.groups_on(day).order_by().values("pk")
    wanted = targets.channels(occurrence.channel_kind, groups).order_by()
    wanted = wanted.annotate(bot_lane=lanes.bot_of(occurrence.channel_kind, group="group"))
    wanted = wanted.annotate(place=F("group__position"))
    sql, params = wanted.values("id", "skip_reason", "bot_lane", "place").query.sql_with_params()
    before = _counts(occurrence)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT.format(targets=sql, wanting=_HAS_NONE if before else "true"),
            [
                occurrence.pk,
                occurrence.ward_id,
                _stored(occurrence.due_at),
                _stored(earliest(occurrence)),
                _stored(occurrence.expires_at),
                message.text,
                message.picture_url,
                message.content_sha256,
                occurrence.campaign.is_urgent,
                lanes.without_bot(occurrence.ward_id),
                *params,
                *([occurrence.pk] if before else []),
            ],
        )
        added = cursor.rowcount
    if added:
        after = _counts(occurrence)
        after.subtract(before)
        tallies.note(after, at=timezone.now())
    Occurrence.objects.filter(pk=occurrence.pk, fanned_out_at=None).update(fanned_out_at=now)
    return added


def _counts(occurrence: Occurrence) -> Counter[tuple[int, str]]:
    """Return how many deliveries of the occurrence are in each state, as a tally's keys."""
    rows = occurrence.deliveries.order_by().values_list("state").annotate(Count("pk"))
    return Counter({(occurrence.pk, state): count for state, count in rows})


def earliest(occurrence: Occurrence) -> datetime:
    """Return when the deliveries may first leave: the due moment, after any quiet hours."""
    if occurrence.channel_kind not in RINGING:
        return occurrence.due_at
    start, end = planning.quiet_hours()
    local = timezone.localtime(occurrence.due_at)
    return calendar.after_quiet_time(local, start=start, end=end)


def _stored(moment: datetime) -> Any:
    """Return ``moment`` as the database column holds it."""
    return connection.ops.adapt_datetimefield_value(moment)
