"""Lanes: the queues in which deliveries wait, one for each bot, one for each ward without a bot.

A worker goes round the lanes and takes a little from each, so that a province's push keeps no
ward's single message waiting. A bot that is slow, paused or over its quota holds up its own lane
and no other.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from broadcast.models import Channel, Delivery, ZaloLink
from campaigns.models import ChannelKind

LINK_KIND = {
    ChannelKind.LEADER_RELAY: ZaloLink.Kind.DIRECT,
    ChannelKind.ZALO_GROUP: ZaloLink.Kind.GROUP,
}

# Steps from one lane to the next through the index: the cost grows with the lanes, not the rows.
_DUE = """
WITH RECURSIVE lanes(lane) AS (
    SELECT min(lane) FROM broadcast_delivery WHERE indexed_state = 'planned' {only}
    UNION ALL
    SELECT (
        SELECT min(lane) FROM broadcast_delivery
        WHERE indexed_state = 'planned' {only} AND broadcast_delivery.lane > lanes.lane
    ) FROM lanes WHERE lane IS NOT NULL
)
SELECT lane FROM lanes WHERE lane IS NOT NULL AND EXISTS (
    SELECT 1 FROM broadcast_delivery
    WHERE indexed_state = 'planned' {only} AND broadcast_delivery.lane = lanes.lane
        AND next_attempt_at <= %s
)
"""

_OLDEST = """
WITH RECURSIVE lanes(lane) AS (
    SELECT min(lane) FROM broadcast_delivery WHERE indexed_state = 'planned'
    UNION ALL
    SELECT (
        SELECT min(lane) FROM broadcast_delivery
        WHERE indexed_state = 'planned' AND broadcast_delivery.lane > lanes.lane
    ) FROM lanes WHERE lane IS NOT NULL
), oldest(next_attempt_at) AS (
    SELECT (
        SELECT min(next_attempt_at) FROM broadcast_delivery
        WHERE indexed_state = 'planned' AND is_urgent = true
            AND broadcast_delivery.lane = lanes.lane
    ) FROM lanes WHERE lane IS NOT NULL
    UNION ALL
    SELECT (
        SELECT min(next_attempt_at) FROM broadcast_delivery
        WHERE indexed_state = 'planned' AND is_urgent = false
            AND broadcast_delivery.lane = lanes.lane
    ) FROM lanes WHERE lane IS NOT NULL
)
SELECT 0 AS id, min(next_attempt_at) AS next_attempt_at FROM oldest
"""


def due(*, now: datetime) -> list[int]:
    """Return the lanes in which something is due, in order."""
    return _due(now, only="")


def urgent(*, now: datetime) -> list[int]:
    """Return the lanes in which something urgent is due, in order."""
    return _due(now, only="AND is_urgent = true")


def _due(now: datetime, *, only: str) -> list[int]:
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_DUE.format(only=only), [moment])
        return [lane for (lane,) in cursor.fetchall()]


def oldest_planned() -> datetime | None:
    """Return the earliest moment at which a planned delivery may leave; None: nothing is planned.

    Rows that wait for a paused campaign or bot count too: that somebody should see.
    """
    [row] = Delivery.objects.raw(_OLDEST)
    return row.next_attempt_at


def without_bot(ward_id: str) -> int:
    """Return the lane of a ward's deliveries that no bot carries."""
    return -int(ward_id)


def lane_of(channel: Channel) -> int:
    """Return the lane of a delivery through ``channel`` as things stand now."""
    link = ZaloLink.objects.filter(
        group=channel.group_id,
        kind=LINK_KIND.get(ChannelKind(channel.kind)),
        state=ZaloLink.State.ACTIVE,
    ).first()
    return link.bot_id if link else without_bot(channel.ward_id)


def bot_of(kind: str, *, group: str) -> Subquery | Cast:
    """Return the bot of the link through which ``kind`` reaches a channel's ``group``, else null.

    ``group`` names the path from the outer query to the group.
    """
    link_kind = LINK_KIND.get(ChannelKind(kind))
    if link_kind is None:
        return Cast(Value(None), BigIntegerField())
    links = ZaloLink.objects.filter(
        group=OuterRef(group), kind=link_kind, state=ZaloLink.State.ACTIVE
    )
    return Subquery(links.values("bot_id")[:1], output_field=BigIntegerField())


def assign(*, groups: Iterable[int] | None = None) -> int:
    """Move planned deliveries whose group was linked, unlinked or given another bot; return how
    many moved. ``groups`` limits it to those that changed; none given, everything planned is seen.
    """
    rows = Delivery.objects.filter(indexed_state=Delivery.State.PLANNED)
    if groups is not None:
        rows = rows.filter(channel__group__in=list(groups))
    return sum(_assign(rows.filter(channel__kind=kind), kind) for kind in ChannelKind.values)


def _assign(rows: QuerySet[Delivery], kind: str) -> int:
    right = Coalesce(bot_of(kind, group="channel__group"), -Cast("ward", BigIntegerField()))
    wrong = rows.annotate(right=right).exclude(lane=F("right"))
    moved = list(wrong.values_list("pk", "right"))
    for lane in {lane for _pk, lane in moved}:
        mine = [pk for pk, right in moved if right == lane]
        Delivery.objects.filter(pk__in=mine, state=Delivery.State.PLANNED).update(lane=lane)
    return len(moved)
