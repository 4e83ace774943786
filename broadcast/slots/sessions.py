"""The sessions of a day on one cluster: what is used, what is free. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from broadcast.slots.limits import Limits
from broadcast.slots.values import GAP, Booked, Window


@dataclass(frozen=True, slots=True)
class Session:
    """Buổi phát: the items of one window. ``window`` is None for those outside every window."""

    window: Window | None
    items: tuple[Booked, ...]
    limit: int

    @property
    def used(self) -> int:
        """Seconds taken: the items and the silence between them."""
        return occupied(self.items)

    @property
    def free(self) -> int:
        """Seconds that one more item may take, its silence before it already set aside."""
        silence = int(GAP.total_seconds()) if self.items else 0
        return max(0, self.limit - self.used - silence)


def occupied(items: Sequence[Booked]) -> int:
    """Return the seconds of ``items`` and of the silence between them."""
    silence = int(GAP.total_seconds()) * max(0, len(items) - 1)
    return sum(item.seconds for item in items) + silence


def sessions(day: date, *, limits: Limits, airings: Sequence[Booked]) -> list[Session]:
    """Return a session for each window of ``day``, and one for what lies outside, if anything."""
    mine = [item for item in airings if item.starts_at.date() == day]
    found: list[Session] = []
    inside: set[int] = set()
    for window in limits.windows.value:
        items = [one for one in mine if window.starts <= one.starts_at.time() < window.ends]
        inside.update(id(one) for one in items)
        found.append(Session(window, _ordered(items), limits.session_seconds))
    outside = [one for one in mine if id(one) not in inside]
    if outside:
        found.append(Session(None, _ordered(outside), limits.session_seconds))
    return found


def _ordered(items: Sequence[Booked]) -> tuple[Booked, ...]:
    return tuple(sorted(items, key=lambda one: one.starts_at))
