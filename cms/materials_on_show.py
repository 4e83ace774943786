"""When a ward's materials were on show: what could be opened at all in a month."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import MaterialPage
from cms.wards import pages_of_ward
from outreach.models import Ward

PUBLISHED, WITHDRAWN = "wagtail.publish", "wagtail.unpublish"


@dataclass(frozen=True, slots=True)
class Span:
    """One unbroken time for which a material was public; ``until`` is None while it is."""

    material: int
    title: str
    since: date
    until: date | None

    def touches(self, first: date, following: date) -> bool:
        """Whether it was public on a day from ``first`` to the day before ``following``."""
        return self.since < following and (self.until is None or self.until >= first)


def spans(ward: Ward) -> list[Span]:
    """Return the times on show of every material below the ward's home page."""
    pages = pages_of_ward(MaterialPage.objects.all(), ward.pk)
    titles = {page.pk: page.title for page in pages.exclude(first_published_at=None).order_by("pk")}
    events: dict[int, list[tuple[datetime, str]]] = {pk: [] for pk in titles}
    log = PageLogEntry.objects.filter(page_id__in=titles, action__in=[PUBLISHED, WITHDRAWN])
    for page_id, at, action in log.order_by("timestamp").values_list(
        "page_id", "timestamp", "action"
    ):
        events[page_id].append((at, action))
    return [
        Span(pk, title, since, until)
        for pk, title in titles.items()
        for since, until in _times(events[pk])
    ]


def _times(events: list[tuple[datetime, str]]) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    since: date | None = None
    for at, action in events:
        day = timezone.localdate(at)
        if action == PUBLISHED:
            since = since or day
        elif since is not None:
            found.append((since, day))
            since = None
    return [*found, (since, None)] if since is not None else found
