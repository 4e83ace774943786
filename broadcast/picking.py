"""Reading and locking what is due in one lane, each row with the chat that it goes to.

The statement's text never changes: a worker sends it many times a second, and building it anew
would cost more than the database needs to answer.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from broadcast import lanes, locking
from broadcast.carriers.port import Due
from broadcast.models import ZaloLink
from campaigns.models import Campaign, ChannelKind

_PICK = """
SELECT delivery.id, channel.kind, channel.group_id, delivery.occurrence_id, delivery.is_urgent,
    delivery.text, delivery.picture_url, CAST(delivery.due_at AS text), delivery.attempt_count,
    link.id, link.chat_id, link.free_at
FROM broadcast_delivery AS delivery
JOIN broadcast_channel AS channel ON channel.id = delivery.channel_id
JOIN campaigns_occurrence AS occurrence ON occurrence.id = delivery.occurrence_id
JOIN campaigns_campaign AS campaign ON campaign.id = occurrence.campaign_id
LEFT JOIN broadcast_zalolink AS link ON link.group_id = channel.group_id
    AND link.kind = CASE channel.kind WHEN %s THEN %s WHEN %s THEN %s END
    AND link.state = %s AND link.bot_id = delivery.lane
WHERE delivery.lane = %s AND delivery.indexed_state = 'planned' AND delivery.next_attempt_at <= %s
    AND delivery.expires_at > %s AND occurrence.cancelled_at IS NULL AND campaign.state = %s
ORDER BY delivery.is_urgent DESC, delivery.next_attempt_at, delivery.id
LIMIT %s
"""
_KINDS = [value for pair in lanes.LINK_KIND.items() for value in pair]


@dataclass(slots=True)
class Picked:
    """A row that is locked; ``chat_free_at`` is when its chat may be written to again."""

    due: Due
    chat_free_at: datetime | None


def pick(lane: int, *, now: datetime, size: int) -> list[Picked]:
    """Lock up to ``size`` due rows of ``lane``, urgent ones first, then the oldest.

    Passes over what another worker holds and what its campaign does not let go. A row whose link
    has gone meanwhile has no chat: its carrier knows what to do. Needs a transaction.
    """
    if size <= 0:
        return []
    stored = connection.ops.adapt_datetimefield_value(now)
    with locking.cursor() as cursor:
        cursor.execute(
            _PICK + locking.skipping("delivery"),
            [
                *map(str, _KINDS),
                str(ZaloLink.State.ACTIVE),
                lane,
                stored,
                stored,
                str(Campaign.State.APPROVED),
                size,
            ],
        )
        rows = cursor.fetchall()
    leaves_at = timezone.now()
    return [_picked(row, lane=lane, leaves_at=leaves_at) for row in rows]


def _picked(row: tuple, *, lane: int, leaves_at: datetime) -> Picked:
    pk, kind, group, occurrence, is_urgent, text, picture, due_at, attempts, *chat = row
    link_id, chat_id, free_at = chat
    due = Due(
        pk=pk,
        kind=ChannelKind(kind),
        group_id=group,
        occurrence_id=occurrence,
        is_urgent=bool(is_urgent),
        text=text,
        picture_url=picture,
        due_at=locking.moment_of(due_at),
        leaves_at=leaves_at,
        number=attempts + 1,
        bot_id=lane if link_id else None,
        link_id=link_id,
        chat_id=chat_id or "",
    )
    return Picked(due, locking.moment(free_at) if free_at else None)
