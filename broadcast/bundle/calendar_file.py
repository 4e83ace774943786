"""lichphat.ics: the airings for a calendar program.

One event for each airing, not a rule for a series: an airing is moved or cancelled by itself, and
a calendar then shows just that.
"""

from datetime import UTC
from typing import TYPE_CHECKING

from broadcast.bundle.values import Bulletin, Play

if TYPE_CHECKING:
    from icalendar import Event


def as_ics(bulletin: Bulletin) -> bytes:
    """Return the calendar; times are those of Hồ Chí Minh City, with their zone inside."""
    from icalendar import Calendar  # noqa: PLC0415 - only a bundle needs it

    calendar = Calendar()
    calendar.add("prodid", "-//Lan Toa//lich phat thanh//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for play in bulletin.plays:
        calendar.add_component(_event(bulletin, play))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(bulletin: Bulletin, play: Play) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - only a bundle needs it

    event = Event()
    event.add("uid", f"{bulletin.id}-{play.id}@{bulletin.site}")
    event.add("dtstamp", bulletin.approver.at.astimezone(UTC))
    event.add("dtstart", play.starts_at)
    event.add("duration", play.ends_at - play.starts_at)
    event.add("summary", bulletin.title)
    event.add("location", ", ".join(play.groups) or play.cluster_name)
    event.add("categories", [bulletin.level_label])
    # A calendar takes a cancellation in only as something newer than what it holds.
    event.add("sequence", bulletin.revision + play.is_cancelled)
    event.add("status", "CANCELLED" if play.is_cancelled else "CONFIRMED")
    return event
