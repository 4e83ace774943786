"""Short codes on paper and in Zalo: six letters that no one misreads, drawn at random."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction

from outreach.models import ResidentialGroup, TrackedLink, Ward

# No vowels, so no words; without the look-alikes 0 O, 1 I L, 2 Z, 5 S, 8 B. 21⁶ ≈ 86 million.
ALPHABET = "34679CDFGHJKMNPQRTVWX"
LENGTH = 6


def draw() -> str:
    """Return a random code, in capitals."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def create(
    *,
    ward: Ward,
    material: Any,
    channel: TrackedLink.Channel,
    campaign_code: str = "",
    group: ResidentialGroup | None = None,
    print_batch: str = "",
    label: str = "",
) -> TrackedLink:
    """Return the link of this ward, channel, batch and group, drawing a code if there is none.

    Asked twice with the same batch and group it gives the same code, so a repeated fan-out prints
    the same poster. A link without a batch is always new.
    """
    key = {"ward": ward, "channel": channel, "print_batch": print_batch, "group": group}
    if print_batch and (known := TrackedLink.objects.filter(**key).first()):
        return known
    while True:
        try:
            with transaction.atomic():
                return TrackedLink.objects.create(
                    **key,
                    code=draw(),
                    material_id=material.pk,
                    campaign_code=campaign_code,
                    label=label,
                )
        except IntegrityError:
            if print_batch and (known := TrackedLink.objects.filter(**key).first()):
                return known


def find(code: str, *, channel: TrackedLink.Channel) -> TrackedLink | None:
    """Return the link in use with ``code`` (any case), or None."""
    return (
        TrackedLink.objects.filter(code=code.upper(), channel=channel, retired_at=None)
        .select_related("ward")
        .first()
    )
