"""Each delivery that was posted or confirmed becomes an exposure, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Choices, Q
from django.utils import timezone

from broadcast import locking
from broadcast.models import Airing, Delivery, Evidence, Loudspeaker
from campaigns.models import ChannelKind
from media.timing import seconds
from outreach.models import Exposure, ExposureKind, Level, Proof, ResidentialGroup

KIND = {
    ChannelKind.LEADER_RELAY: ExposureKind.LEADER_RELAY,
    ChannelKind.ZALO_GROUP: ExposureKind.ZALO_GROUP,
    ChannelKind.LOUDSPEAKER: ExposureKind.LOUDSPEAKER,
    ChannelKind.PRINTING: ExposureKind.POSTER,
}
_PROOF = {
    Evidence.Kind.LEADER: Proof.LEADER,
    Evidence.Kind.OFFICER: Proof.OFFICER_SEEN,
    Evidence.Kind.PLAY_LOG: Proof.PLAY_LOG,
}
# The nonce of a delivery's evidence that an airing gave, before the airing's number.
AIRING_NONCE = "luot-phat-"


_LEFT = locking.Table(id=int, group_id=int, occurrence_id=int, due_at=datetime)
_POSTED = """
WITH sent AS ({sent})
INSERT INTO outreach_exposure (
    ward_id, group_id, is_ward_wide, kind, material_id, revision_id, campaign_code, occurred_at,
    insertions, minutes, minutes_from, units, level, proof, source, source_key, reason, recorded_at
)
SELECT occurrence.ward_id, sent.group_id, %s, %s, item.material_id,
    occurrence.material_revision_id, campaign.code, sent.due_at,
    1, %s, %s, {units}, %s, %s, %s, 'delivery:' || sent.id, '', %s
FROM sent
JOIN campaigns_occurrence AS occurrence ON occurrence.id = sent.occurrence_id
JOIN campaigns_campaignitem AS item ON item.id = occurrence.item_id
JOIN campaigns_campaign AS campaign ON campaign.id = occurrence.campaign_id
WHERE true
ON CONFLICT DO NOTHING
"""
_COPIES = """(
    SELECT channel.copies FROM broadcast_delivery AS delivery
    JOIN broadcast_channel AS channel ON channel.id = delivery.channel_id
    WHERE delivery.id = sent.id
)"""


class Posted(NamedTuple):
    """A delivery that left us; ``text`` counts where it is read aloud."""

    pk: int
    kind: str
    text: str
    group_id: int
    occurrence_id: int
    due_at: datetime


def posted(sent: Iterable[Posted]) -> None:
    """Write that deliveries left us; repeating adds nothing.

    One statement for each kind and, where minutes count, for each text.
    """
    alike: dict[tuple[str, str], list[Posted]] = {}
    for row in sent:
        text = row.text if row.kind == ChannelKind.LOUDSPEAKER else ""
        alike.setdefault((row.kind, text), []).append(row)
    for (kind, text), rows in alike.items():
        is_aired = kind == ChannelKind.LOUDSPEAKER
        values = [
            False,
            KIND[ChannelKind(kind)],
            connection.ops.adapt_decimalfield_value(_minutes(text), 7, 2),
            Exposure.MinutesFrom.SCRIPT if is_aired else "",
            Level.POSTED,
            Proof.RECEIPT,
            Exposure.Source.BROADCAST,
            connection.ops.adapt_datetimefield_value(timezone.now()),
        ]
        units = _COPIES if kind == ChannelKind.PRINTING else "0"
        left = _LEFT.parameters((r.pk, r.group_id, r.occurrence_id, r.due_at) for r in rows)
        with locking.cursor() as cursor:
            sql = _POSTED.format(sent=_LEFT.sql, units=units)
            cursor.execute(sql, [*left, *map(_plain, values)])


def _plain(value: Any) -> Any:
    """Return a choice as its plain string; drivers know no choices."""
    return value.value if isinstance(value, Choices) else value


def _minutes(text: str) -> Decimal:
    return Decimal(str(round(seconds(text) / 60, 2))) if text else Decimal(0)


def confirmed(row: Delivery, *, evidence: Evidence) -> None:
    """Write that a named person says it was put before the group; once."""
    exposure = _exposure(row, level=Level.CONFIRMED, proof=_PROOF[Evidence.Kind(evidence.kind)])
    exposure.recorded_by = evidence.user
    exposure.recorded_by_leader = evidence.leader
    Exposure.objects.bulk_create([exposure], ignore_conflicts=True)


def _exposure(row: Delivery, **values: Any) -> Exposure:
    occurrence, channel = row.occurrence, row.channel
    is_aired = channel.kind == ChannelKind.LOUDSPEAKER
    minutes = _minutes(row.text) if is_aired else Decimal(0)
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


def worth(airing: Airing) -> tuple[int, Decimal]:
    """Return lần phát and phút phát that a proven airing adds; a part played is no lần phát."""
    is_whole = airing.state == Airing.State.CONFIRMED
    length = airing.seconds if is_whole else 0
    played = airing.played_seconds if airing.played_seconds is not None else length
    return int(is_whole), (Decimal(played) / 60).quantize(Decimal("0.01"))


def aired(
    airing: Airing, group: ResidentialGroup, *, proof: Evidence, delivery: Delivery | None = None
) -> None:
    """Write that ``airing`` was heard in ``group``, in the place of ``delivery`` where given."""
    insertions, minutes = worth(airing)
    occurrence = airing.occurrence
    is_mobile = airing.loudspeaker.technology == Loudspeaker.Technology.MOBILE
    source = {Evidence.Kind.PLAY_LOG: Exposure.MinutesFrom.LOG}.get(
        Evidence.Kind(proof.kind), Exposure.MinutesFrom.TYPED
    )
    Exposure.objects.create(
        ward_id=airing.ward_id,
        group=group,
        kind=ExposureKind.MOBILE_LOUDSPEAKER if is_mobile else ExposureKind.LOUDSPEAKER,
        material_id=occurrence.item.material_id,
        revision_id=airing.material_revision_id,
        campaign_code=occurrence.campaign.code,
        occurred_at=airing.starts_at,
        insertions=insertions,
        minutes=minutes,
        minutes_from=Exposure.MinutesFrom.SCRIPT if airing.is_from_script else source,
        level=Level.CONFIRMED,
        proof=_PROOF[Evidence.Kind(proof.kind)],
        source=Exposure.Source.BROADCAST,
        source_key=_free_key(airing, group, delivery),
        recorded_by=proof.user,
        recorded_by_leader=proof.leader,
    )


def _free_key(airing: Airing, group: ResidentialGroup, delivery: Delivery | None) -> str:
    """Return the key of the new row: a key that was reversed is never used again."""
    if delivery:
        key = f"delivery:{delivery.pk}"
        if not Exposure.objects.filter(source_key=key, level=Level.CONFIRMED).exists():
            return key
    prefix = f"airing:{airing.pk}:{group.pk}:"
    used = Exposure.objects.filter(source_key__startswith=prefix, reverses=None).count()
    return f"{prefix}{used + 1}"


def of_airing(airing: Airing, group: ResidentialGroup) -> list[Exposure]:
    """Return what ``airing`` has added in ``group`` and nobody has reversed."""
    own = Q(source_key__startswith=f"airing:{airing.pk}:{group.pk}:")
    told = airing.occurrence.deliveries.filter(
        channel__group=group, evidence__nonce__startswith=f"{AIRING_NONCE}{airing.pk}-"
    )
    for pk in told.values_list("pk", flat=True).distinct():
        own |= Q(source_key=f"delivery:{pk}", level=Level.CONFIRMED)
    return list(Exposure.objects.filter(own, reverses=None, exposure=None))


def reverse(row: Exposure, *, reason: str, by: Evidence) -> None:
    """Take ``row`` back: the ledger only ever grows."""
    copied = ("ward_id", "group_id", "kind", "material_id", "revision_id", "campaign_code")
    Exposure.objects.create(
        **{name: getattr(row, name) for name in copied},
        occurred_at=row.occurred_at,
        insertions=row.insertions,
        minutes=row.minutes,
        minutes_from=row.minutes_from,
        level=row.level,
        proof=row.proof,
        source=row.source,
        source_key=row.source_key,
        reverses=row,
        reason=reason,
        recorded_by=by.user,
        recorded_by_leader=by.leader,
    )
