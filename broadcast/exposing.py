"""Each delivery that was posted or confirmed becomes an exposure, in the same transaction."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from broadcast.models import Delivery, Evidence
from campaigns.models import ChannelKind
from media.timing import seconds
from outreach.models import Exposure, ExposureKind, Level, Proof

KIND = {
    ChannelKind.LEADER_RELAY: ExposureKind.LEADER_RELAY,
    ChannelKind.ZALO_GROUP: ExposureKind.ZALO_GROUP,
    ChannelKind.LOUDSPEAKER: ExposureKind.LOUDSPEAKER,
    ChannelKind.PRINTING: ExposureKind.POSTER,
}
_PROOF = {Evidence.Kind.LEADER: Proof.LEADER, Evidence.Kind.OFFICER: Proof.OFFICER_SEEN}


def posted(rows: Sequence[Delivery]) -> None:
    """Write that the deliveries left us; repeating it changes nothing."""
    exposures = [_exposure(row, level=Level.POSTED, proof=Proof.RECEIPT) for row in rows]
    Exposure.objects.bulk_create(exposures, ignore_conflicts=True)


def confirmed(row: Delivery, *, evidence: Evidence) -> None:
    """Write that a named person says it was put before the group; once."""
    exposure = _exposure(row, level=Level.CONFIRMED, proof=_PROOF[Evidence.Kind(evidence.kind)])
    exposure.recorded_by = evidence.user
    exposure.recorded_by_leader = evidence.leader
    Exposure.objects.bulk_create([exposure], ignore_conflicts=True)


def _exposure(row: Delivery, **values: Any) -> Exposure:
    occurrence, channel = row.occurrence, row.channel
    is_aired = channel.kind == ChannelKind.LOUDSPEAKER
    minutes = Decimal(str(round(seconds(row.text) / 60, 2))) if is_aired else Decimal(0)
    return Exposure(
        ward_id=row.ward_id,
        group_id=channel.group_id,
        kind=KIND[ChannelKind(channel.kind)],
        material_id=occurrence.item.material_id,
        revision_id=occurrence.material_revision_id,
        campaign_code=occurrence.campaign.code,
        occurred_at=row.due_at,
        insertions=1,
        minutes=minutes,
        minutes_from=Exposure.MinutesFrom.SCRIPT if is_aired else "",
        units=channel.copies if channel.kind == ChannelKind.PRINTING else 0,
        source=Exposure.Source.BROADCAST,
        source_key=f"delivery:{row.pk}",
        **values,
    )
