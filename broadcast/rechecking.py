"""Airings to come against the rules and texts of today: what broke is named, nothing is moved."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from broadcast import gate, slot_rows, slots
from broadcast.models import Airing
from outreach.models import Ward


def broken(ward: Ward, *, now: datetime) -> list[tuple[Airing, str]]:
    """Return the airings that would be refused today, each with everything against it."""
    rows = (
        Airing.objects.filter(
            ward=ward, starts_at__gt=now, state__in=gate.AHEAD, override_reason=""
        )
        .select_related("loudspeaker", "occurrence__item__material__live_revision", "booked_by")
        .order_by("loudspeaker", "starts_at")
    )
    rules = slot_rows.rules_of(ward)
    found = []
    for _, group in groupby(rows, key=lambda row: row.loudspeaker_id):
        found += _of_cluster(list(group), rules=rules, now=timezone.localtime(now))
    return sorted(found, key=lambda one: one[0].starts_at)


def _of_cluster(
    rows: Sequence[Airing], *, rules: slots.Rules, now: datetime
) -> list[tuple[Airing, str]]:
    cluster = rows[0].loudspeaker
    days = [timezone.localdate(row.starts_at) for row in (rows[0], rows[-1])]
    booked = slot_rows.airings_on(cluster, first=days[0], last=days[1])
    quiet = slot_rows.quiet_days_of(cluster)
    found = []
    for row in rows:
        request = slots.Request(
            cluster=slot_rows.cluster_of(cluster),
            starts_at=timezone.localtime(row.starts_at),
            seconds=row.seconds,
        )
        others = [one for one in booked if one.key != row.pk]
        reasons = slots.why_not(request, rules=rules, airings=others, quiet_periods=quiet, now=now)
        blocks = [one.sentence for one in reasons if one.is_block and one.code != "no_audio"]
        if not gate.is_current(row):
            blocks.append(gate.CHANGED)
        if blocks:
            found.append((row, " ".join(blocks)))
    return found
