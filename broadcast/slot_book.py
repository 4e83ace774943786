"""The week as the slot book shows it: each session of a cluster, what is in it, what is free."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from broadcast import slot_rows, slots
from broadcast.models import Airing, Loudspeaker, SlotRule
from outreach.models import Ward


@dataclass(frozen=True, slots=True)
class Cell:
    """One session of one day: its airings, and how long a further item may be."""

    session: slots.Session
    airings: tuple[Airing, ...]
    free: str
    next_start: datetime | None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a cluster; ``closed`` says why nothing may be played, "" if it may."""

    day: date
    closed: str
    cells: tuple[Cell, ...]


def monday_of(day: date) -> date:
    """Return the Monday of the week that ``day`` is in."""
    return day - timedelta(days=day.weekday())


def week(loudspeaker: Loudspeaker, *, monday: date, now: datetime) -> list[Day]:
    """Return the seven days from ``monday`` on; a start is offered only after ``now``."""
    rules = slot_rows.rules_of(loudspeaker.ward)
    quiet = slot_rows.quiet_days_of(loudspeaker)
    last = monday + timedelta(days=6)
    rows = {
        row.pk: row
        for row in Airing.objects.filter(
            loudspeaker=loudspeaker, starts_at__range=slot_rows.span(monday, last)
        )
        .exclude(state__in=slot_rows.GONE)
        .select_related("occurrence__item__material", "booked_by", "loudspeaker")
    }
    booked = slot_rows.booked(rows.values())
    days = [monday + timedelta(days=number) for number in range(7)]
    return [_day(one, loudspeaker, rules, quiet, booked, rows, now) for one in days]


def _day(
    day: date,
    loudspeaker: Loudspeaker,
    rules: slots.Rules,
    quiet: list[slots.QuietDays],
    booked: list[slots.Booked],
    rows: dict[int, Airing],
    now: datetime,
) -> Day:
    limits = rules.on(day)
    cells = tuple(
        Cell(
            session,
            tuple(rows[item.key] for item in session.items),
            slots.reasons.length(session.free),
            _next_start(day, session, now),
        )
        for session in slots.sessions(day, limits=limits, airings=booked)
    )
    return Day(day, _closed(day, loudspeaker, limits, quiet), cells)


def _closed(
    day: date, loudspeaker: Loudspeaker, limits: slots.Limits, quiet: list[slots.QuietDays]
) -> str:
    if loudspeaker.is_off_on(day):
        return f"Loa ngừng: {loudspeaker.off_reason}"
    for one in quiet:
        if one.first <= day <= one.last:
            return f"Không phát: {one.reason}"
    if day.isoweekday() not in limits.weekdays.value and limits.extra_on(day) is None:
        return "Không phát theo quy chế"
    return ""


def _next_start(day: date, session: slots.Session, now: datetime) -> datetime | None:
    """Return the first minute, still to come, at which a next item of the session may begin."""
    if session.window is None or session.free <= 0:
        return None
    start = timezone.make_aware(datetime.combine(day, session.window.starts))
    if session.items:
        start = _minute_after(session.items[-1].ends_at + slots.values.GAP)
    if start <= now:
        start = _minute_after(timezone.localtime(now))
    end = timezone.make_aware(datetime.combine(day, session.window.ends))
    return start if start < end else None


def _minute_after(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def warnings(ward: Ward, *, today: date) -> list[str]:
    """Return what is doubtful about the rules that the ward works by."""
    found = list(SlotRule.objects.governing(ward).valid_on(today))
    if not found:
        return ["Chưa có căn cứ: đang dùng giới hạn tạm. Nhập quy chế phát thanh của xã, phường."]
    sentences = [
        f"“{rule.cited}” cần kiểm tra lại: quá một năm chưa đối chiếu với văn bản."
        for rule in found
        if rule.needs_check_on(today) and not rule.is_temporary
    ]
    if any(rule.is_temporary for rule in found):
        sentences.append("Đang tạm dùng, chưa có quy chế phát thanh.")
    return sentences + _looser(found)


def _looser(found: list[SlotRule]) -> list[str]:
    """Say, for as long as it is so, where the ward's rule allows more than its province's."""
    own = next((rule for rule in found if rule.ward_id), None)
    provincial = next((rule for rule in found if rule.province_id), None)
    if own is None or provincial is None:
        return []
    more = slots.looser(slot_rows.rule_of(own), slot_rows.rule_of(provincial))
    if not more:
        return []
    return [
        f"“{own.cited}” cho phép rộng hơn “{provincial.cited}” của tỉnh: {'; '.join(more)}. "
        "Kiểm tra lại căn cứ."
    ]
