"""Looking into the database from the laboratory itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.utils import timezone

from broadcast import claiming
from broadcast.models import Delivery

State = Delivery.State
ON_THE_WAY = (State.CLAIMED, State.SENDING)


@contextmanager
def looking() -> Iterator[None]:
    """Leave no connection open: a process that is forked with one would share it."""
    try:
        yield
    finally:
        connections.close_all()


def moved() -> int:
    """Count the deliveries that no longer wait."""
    return Delivery.objects.exclude(state__in=[State.PLANNED, *ON_THE_WAY]).count()


def is_at_rest() -> bool:
    """Whether nothing is on its way, and nothing could leave now."""
    now = timezone.now()
    planned = Delivery.objects.filter(state=State.PLANNED)
    due = claiming.allowed(planned.filter(next_attempt_at__lte=now), now=now)
    return not (
        Delivery.objects.filter(state__in=ON_THE_WAY).exists()
        or planned.filter(occurrence__cancelled_at__isnull=False).exists()
        or due.exists()
    )
