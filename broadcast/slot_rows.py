"""The rows that the slot book judges by, as plain values in the ward's time."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from broadcast import slots
from broadcast.models import Airing, Loudspeaker, QuietTime, SlotRule
from broadcast.slots.values import Extra
from campaigns import planning
from campaigns.models import QuietPeriod
from outreach.models import Ward

# What does not take up air any more.
GONE = (Airing.State.CANCELLED, Airing.State.EXPIRED, Airing.State.NOT_PLAYED)


# Public holidays on fixed days (Bộ luật Lao động 2019, Điều 112); those of the lunar calendar are
# entered as days without broadcast where they are to be kept.
_HOLIDAYS = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng",
    (5, 1): "Ngày Quốc tế lao động",
    (9, 2): "Quốc khánh",
}


def holidays_of(year: int) -> dict[date, str]:
    """Return the public holidays of ``year`` that fall on fixed days; they only warn."""
    return {date(year, month, day): name for (month, day), name in _HOLIDAYS.items()}


def rules_of(ward: Ward) -> slots.Rules:
    """Return the rules of ``ward`` and of its province."""
    rows = SlotRule.objects.governing(ward).prefetch_related("windows", "quiet_times", "exceptions")
    return slots.Rules(
        ward=tuple(rule_of(row) for row in rows if row.ward_id),
        province=tuple(rule_of(row) for row in rows if row.province_id),
        is_urban=ward.kind == Ward.Kind.WARD,
    )


def rule_of(row: SlotRule) -> slots.Rule:
    """Return one rule as plain values."""
    return slots.Rule(
        citation=row.cited,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        windows=tuple(slots.Window(one.starts, one.ends) for one in row.windows.all()),
        quiet_hours=tuple(_quiet(one) for one in row.quiet_times.all()),
        weekdays=weekdays_of(row.weekdays),
        extras=tuple(Extra(one.on_date, one.reason, one.citation) for one in row.exceptions.all()),
        sessions_per_day=row.sessions_per_day,
        minutes_per_session=row.minutes_per_session,
        counts_relay=row.counts_relay,
        relay_minutes=row.relay_minutes,
        lead_hours=row.lead_hours,
    )


def _quiet(row: QuietTime) -> slots.QuietHours:
    return slots.QuietHours(row.starts, row.ends, row.reason, weekdays_of(row.weekdays))


def weekdays_of(text: str) -> frozenset[int]:
    """Read the stored weekdays: "1,2,3" are Monday to Wednesday."""
    return frozenset(int(sign) for sign in text if sign in "1234567")


def cluster_of(row: Loudspeaker) -> slots.Cluster:
    """Return a cluster as plain values."""
    return slots.Cluster(
        code=row.code,
        needs_audio=row.technology == Loudspeaker.Technology.IP,
        off_from=row.off_from,
        off_until=row.off_until,
        off_reason=row.off_reason,
    )


def quiet_days_of(loudspeaker: Loudspeaker) -> list[slots.QuietDays]:
    """Return the days on which the cluster is silent: the ward's and those of its groups."""
    periods = planning.quiet_periods(loudspeaker.ward_id)
    own = QuietPeriod.objects.filter(groups__in=loudspeaker.groups.all())
    own = own.distinct().prefetch_related("groups")
    return [slots.QuietDays(one.first, one.last, one.reason) for one in periods] + [
        slots.QuietDays(
            row.starts_on,
            row.ends_on,
            f"{row.reason} ({', '.join(str(group) for group in row.groups.all())})",
        )
        for row in own
    ]


def airings_on(
    loudspeaker: Loudspeaker, *, first: date, last: date, without: int = 0
) -> list[slots.Booked]:
    """Return what has its place on the cluster from ``first`` to ``last``, in order."""
    rows = Airing.objects.filter(
        ~Q(state__in=GONE), loudspeaker=loudspeaker, starts_at__range=span(first, last)
    ).exclude(pk=without)
    return booked(rows.select_related("occurrence__item__material", "booked_by"))


def booked(rows: Iterable[Airing]) -> list[slots.Booked]:
    """Return airings as plain values."""
    return [
        slots.Booked(
            starts_at=timezone.localtime(row.starts_at),
            seconds=row.seconds,
            title=row.occurrence.item.material.title,
            owner=str(row.booked_by or ""),
            material=row.occurrence.item.material_id,
            key=row.pk,
        )
        for row in rows
    ]


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the first and the last moment of local days."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    return start, timezone.make_aware(datetime.combine(last, time.max))
