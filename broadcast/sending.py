"""Letting due deliveries leave, at most once by machine.

1. Claim a batch: ``planned`` rows that are due become ``claimed`` under a lease with a token.
2. For each micro-batch, no larger than the calls in flight, mark the rows ``sending`` and write
   an open ``Attempt`` for each: committed before anything leaves. A row whose campaign was paused
   or cancelled meanwhile goes back instead.
3. Call the carrier outside any transaction.
4. Settle: state, attempt and exposure in one transaction.

Killed between 1 and 2, the lease runs out and the row is planned again: nothing had left. Killed
between 2 and 4, the row stays ``sending`` until the sweeper calls it ``unknown``: only a person
sends it again.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from broadcast import settling
from broadcast.carriers.port import Receipt, SendError, Unknown
from broadcast.carriers.registry import carrier_of
from broadcast.locking import skipping_locked
from broadcast.models import Attempt, Delivery
from campaigns.models import Campaign

BATCH = 200
IN_FLIGHT = 10


@dataclass(slots=True)
class Sent:
    """How many rows came to which state."""

    states: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.states.values())


def allowed(rows: QuerySet[Delivery], *, now: datetime) -> QuerySet[Delivery]:
    """Limit ``rows`` to those whose campaign lets them leave and whose time has not passed."""
    return rows.filter(
        expires_at__gt=now,
        occurrence__cancelled_at=None,
        occurrence__campaign__state=Campaign.State.APPROVED,
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """Rows held by one worker; the token keeps them apart from any later claim of the same rows."""

    token: str
    ids: list[int]


def claim(*, now: datetime, size: int = BATCH) -> Claim:
    """Claim up to ``size`` due rows for this worker, oldest first."""
    token = secrets.token_hex(16)
    due = Delivery.objects.filter(state=Delivery.State.PLANNED, next_attempt_at__lte=now)
    with transaction.atomic():
        rows = skipping_locked(allowed(due, now=now).order_by("next_attempt_at", "pk"))
        ids = list(rows.values_list("pk", flat=True)[:size])
        Delivery.objects.filter(pk__in=ids, state=Delivery.State.PLANNED).update(
            state=Delivery.State.CLAIMED,
            lease_token=token,
            lease_until=now + timedelta(seconds=settings.LANTOA_LEASE_SECONDS),
        )
    return Claim(token, ids)


def drain(*, now: datetime | None = None, batches: int | None = None) -> Sent:
    """Send whatever is due, batch after batch, until nothing is left (or ``batches`` are done).

    ``now`` is the moment by which rows are due; leases and attempts are timed by the real clock.
    """
    sent = Sent()
    while batches is None or batches > 0:
        held = claim(now=now or timezone.now())
        if not held.ids:
            break
        for start in range(0, len(held.ids), IN_FLIGHT):
            part = Claim(held.token, held.ids[start : start + IN_FLIGHT])
            sent.states.update(_deliver(part, now=now))
        batches = None if batches is None else batches - 1
    return sent


def _deliver(part: Claim, *, now: datetime | None) -> list[str]:
    rows = _mark_sending(part, now=now or timezone.now())
    states: list[str] = []
    by_kind = sorted(rows, key=lambda row: row.channel.kind)
    for kind, group in groupby(by_kind, key=lambda row: row.channel.kind):
        mine = list(group)
        answers = _call(kind, mine)
        states += settling.settle(mine, answers, now=now or timezone.now())
    return states


@transaction.atomic
def _mark_sending(part: Claim, *, now: datetime) -> list[Delivery]:
    """Commit that the rows are about to leave; those no longer allowed are planned again.

    The token decides: rows whose lease ran out and that another worker holds are not ours.
    """
    held = Delivery.objects.filter(pk__in=part.ids, lease_token=part.token)
    claimed = held.filter(state=Delivery.State.CLAIMED)
    may_leave = list(allowed(claimed, now=now).values_list("pk", flat=True))
    claimed.exclude(pk__in=may_leave).update(
        state=Delivery.State.PLANNED, lease_token="", lease_until=None
    )
    claimed.filter(pk__in=may_leave).update(
        state=Delivery.State.SENDING,
        sending_at=timezone.now(),
        attempt_count=F("attempt_count") + 1,
        lease_until=None,
    )
    rows = list(
        held.filter(pk__in=may_leave, state=Delivery.State.SENDING).select_related(
            "channel", "occurrence__item", "occurrence__campaign"
        )
    )
    Attempt.objects.bulk_create(
        Attempt(delivery=row, number=row.attempt_count, started_at=row.sending_at or now)
        for row in rows
    )
    return rows


def _call(kind: str, rows: Sequence[Delivery]) -> Iterable[Receipt | SendError]:
    """Call the carrier; whatever is not an answer counts as unknown."""
    try:
        answers = carrier_of(kind).send(rows)
    except Exception as error:  # noqa: BLE001 - a bug in a carrier must not lose a row
        return [_bug(error) for _ in rows]
    if len(answers) != len(rows):
        return [_bug(ValueError("wrong number of answers")) for _ in rows]
    return [a if isinstance(a, Receipt | SendError) else _bug(TypeError()) for a in answers]


def _bug(error: Exception) -> Unknown:
    return Unknown(
        "Không rõ tin đã gửi hay chưa. Hãy kiểm tra nhóm.", code=f"bug:{type(error).__name__}"[:40]
    )
