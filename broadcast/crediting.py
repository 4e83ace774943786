"""What a proven airing is worth: the deliveries that it confirms and the exposures that it adds.

The first confirmed airing of an occurrence confirms the delivery of each group that the cluster
covers; later ones only add lần phát and phút phát. A part played adds its minutes and no lần
phát. When the word about an airing changes, what it had added is reversed with a reason.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from broadcast import confirming, exposing
from broadcast.models import Airing, Delivery, Evidence
from outreach.models import ResidentialGroup

CORRECTED = "Kết quả của lượt phát thanh đã được ghi nhận lại."
# How far back confirmed airings are looked at for deliveries that came later.
LOOK_BACK = timedelta(days=31)
COUNTS = (Airing.State.CONFIRMED, Airing.State.PARTIAL)


def credit(airing: Airing, *, proof: Evidence) -> None:
    """Bring deliveries and exposures into line with ``airing``; repeating it changes nothing.

    Before the occurrence is fanned out nothing is written: ``catch_up`` comes back to it.
    """
    if airing.occurrence.fanned_out_at is None:
        return
    day = timezone.localdate(airing.starts_at)
    for group in airing.loudspeaker.groups.valid_on(day):
        _credit_group(airing, group, proof)


def catch_up(*, now: datetime) -> None:
    """Credit airings that were proven before their deliveries existed."""
    waiting = Airing.objects.filter(
        state__in=COUNTS,
        starts_at__gte=now - LOOK_BACK,
        occurrence__fanned_out_at__isnull=False,
        occurrence__deliveries__state=Delivery.State.SENT,
    ).distinct()
    for airing in waiting.select_related("loudspeaker", "occurrence"):
        if proof := deciding(airing):
            credit(airing, proof=proof)


def deciding(airing: Airing) -> Evidence | None:
    """Return the latest proof that says what ``airing``'s state says."""
    said = {
        Airing.State.CONFIRMED: Evidence.Claim.DONE,
        Airing.State.PARTIAL: Evidence.Claim.PARTLY,
        Airing.State.NOT_PLAYED: Evidence.Claim.NOT_DONE,
    }.get(Airing.State(airing.state))
    return airing.evidence.filter(claim=said).order_by("-recorded_at", "-pk").first()


def _credit_group(airing: Airing, group: ResidentialGroup, proof: Evidence) -> None:
    delivery = airing.occurrence.deliveries.filter(channel__group=group).first()
    wanted = exposing.worth(airing) if airing.state in COUNTS else None
    for row in exposing.of_airing(airing, group):
        if wanted == (row.insertions, row.minutes):
            return
        exposing.reverse(row, reason=CORRECTED, by=proof)
    if airing.state == Airing.State.CONFIRMED and delivery:
        if delivery.state in confirming.CLOSABLE:
            confirming.confirm_aired(delivery, airing=airing, proof=proof)
            return
        if _is_told_of_already(airing, delivery):
            return
    elif delivery:
        confirming.withdraw_aired(delivery, airing=airing)
    if wanted:
        exposing.aired(airing, group, proof=proof)


def _is_told_of_already(airing: Airing, delivery: Delivery) -> bool:
    """Whether a leader had confirmed this very playing on the own page, without the airing."""
    if delivery.state != Delivery.State.CONFIRMED:
        return False
    by_airing = delivery.evidence.filter(nonce__startswith=exposing.AIRING_NONCE)
    others = Airing.objects.filter(
        occurrence=airing.occurrence_id,
        state=Airing.State.CONFIRMED,
        loudspeaker__groups=delivery.channel.group_id,
    ).exclude(pk=airing.pk)
    return not by_airing.exists() and not others.exists()
