"""The ward that does not exist leaves nothing behind, and takes nothing else along."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from outreach import scratch
from outreach.models import Exposure, ExposureKind, Level, Proof, ResidentialGroup, Ward
from tests import making

pytestmark = pytest.mark.django_db(transaction=True)


def exposure(ward: Ward) -> Exposure:
    group = ResidentialGroup.objects.filter(ward=ward)[:1].get()
    return Exposure.objects.create(
        ward=ward,
        group=group,
        kind=ExposureKind.ZALO_GROUP,
        occurred_at=timezone.now(),
        level=Level.POSTED,
        proof=Proof.RECEIPT,
        source="delivery",
        source_key=f"delivery:{group.pk}",
    )


def test_only_the_exposures_of_the_scratch_ward_are_forgotten() -> None:
    kept = exposure(making.ward(groups=1))
    exposure(scratch.open_ward(groups=2))

    scratch.forget_exposures()

    assert list(Exposure.objects.all()) == [kept]


def test_exposures_stay_append_only_afterwards() -> None:
    kept = exposure(making.ward(groups=1))
    scratch.forget_exposures()

    with pytest.raises(DatabaseError), transaction.atomic():
        Exposure.objects.filter(pk=kept.pk)._raw_delete("default")


def test_a_ward_that_is_closed_is_gone() -> None:
    exposure(scratch.open_ward(groups=2))
    scratch.forget_exposures()

    scratch.close_ward()

    assert not Ward.objects.filter(pk=scratch.CODE).exists()
    assert not ResidentialGroup.objects.filter(ward=scratch.CODE).exists()
