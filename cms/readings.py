"""The dictionary of a ward: shared readings, and its own that two persons agreed on."""

from datetime import date, timedelta
from functools import lru_cache

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import Abbreviation
from cms.two_persons import SamePersonError
from media.reading import Abbreviation as Row
from media.reading import Dictionary, shipped
from outreach.models import User, Ward

LOGGED = {
    "lantoa.reading.propose": "Đề nghị cách đọc",
    "lantoa.reading.approved": "Duyệt cách đọc",
    "lantoa.reading.returned": "Không duyệt cách đọc",
    "lantoa.reading.stop": "Thôi dùng cách đọc",
}


class AlreadyProposedError(Exception):
    """The same abbreviation already waits; the message says so, in Vietnamese."""


@lru_cache(maxsize=64)
def _with_rows(rows: tuple[Row, ...]) -> Dictionary:
    return shipped().with_rows(rows)


def dictionary_for(ward_id: str | None, *, on: date | None = None) -> Dictionary:
    """Return how the ward reads abbreviations on the day ``on`` (today): its own rows win."""
    rows = Abbreviation.objects.in_force(ward_id, on=on or timezone.localdate())
    found = tuple(row.as_row() for row in rows)
    return _with_rows(found) if found else shipped()


def propose(row: Abbreviation, *, by: User) -> None:
    """Save ``row`` to wait for a second person.

    Raises ``AlreadyProposedError`` while the same abbreviation waits in the ward.
    """
    waiting = Abbreviation.objects.filter(
        ward=row.ward, written=row.written, kind=row.kind, after=row.after, before=row.before
    )
    if waiting.filter(state=Abbreviation.State.WAITING).exists():
        raise AlreadyProposedError(f"“{row.written}” đang chờ duyệt một cách đọc.")
    row.author = by
    row.state = Abbreviation.State.WAITING
    row.save()
    log(row, "lantoa.reading.propose", user=by)


def approve(row: Abbreviation, *, by: User) -> None:
    """Let ``row`` be used from now on.

    Raises ``SamePersonError`` for its author and ``PermissionDenied`` unless it waits.
    """
    _decide(row, Abbreviation.State.APPROVED, by=by)


def give_back(row: Abbreviation, *, by: User) -> None:
    """Refuse ``row``; it stays in the list, with who refused it."""
    _decide(row, Abbreviation.State.RETURNED, by=by)


def _decide(row: Abbreviation, state: Abbreviation.State, *, by: User) -> None:
    if row.author_id == by.pk:
        raise SamePersonError
    if row.state != Abbreviation.State.WAITING:
        raise PermissionDenied("Cách đọc này không còn chờ duyệt.")
    row.state = state
    row.approved_by = by
    row.decided_at = timezone.now()
    row.save()
    log(row, f"lantoa.reading.{state.name.lower()}", user=by)


def stop(row: Abbreviation, *, by: User) -> None:
    """End the use of ``row`` with yesterday; the shared reading holds again."""
    row.valid_until = timezone.localdate() - timedelta(days=1)
    row.save()
    log(row, "lantoa.reading.stop", user=by)


def may_change(row: Abbreviation, user: User) -> bool:
    """Whether ``row`` belongs to the user's own ward, or to all and the user is a technician."""
    return user.is_superuser or (row.ward_id is not None and row.ward_id == user.ward_id)


def shown_to(ward: Ward | None) -> list[Abbreviation]:
    """Return the rows that concern ``ward``, waiting ones first."""
    rows = Abbreviation.objects.filter(ward=ward) | Abbreviation.objects.filter(ward=None)
    waiting_first = {Abbreviation.State.WAITING: 0, Abbreviation.State.APPROVED: 1}
    related = rows.select_related("author", "approved_by")
    return sorted(related, key=lambda row: (waiting_first.get(row.state, 2), row.written))
