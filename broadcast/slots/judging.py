"""Vì sao không xếp được: every reason at once, each with its rule, numbers and citation. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcast.slots.limits import Limits, Rules
from broadcast.slots.reasons import WEEKDAYS as NAMES
from broadcast.slots.reasons import Code, Reason, length, weekdays_words
from broadcast.slots.sessions import Session, sessions
from broadcast.slots.values import GAP, Audio, Booked, QuietDays, Request
from media.text import date_vi

BOOK, CLUSTERS = "sổ lịch phát", "danh sách cụm loa"
APPROVAL, RECORDINGS = "quy trình duyệt", "danh sách bản ghi"
HOTLINES, QUIET = "danh bạ đường dây nóng", "lịch ngày không phát"
ADVICE, HOLIDAYS = "khuyến nghị của nền tảng", "lịch ngày nghỉ lễ"
LONGEST = 180
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A request with everything that it is judged by."""

    request: Request
    limits: Limits
    airings: Sequence[Booked]
    quiet_periods: Sequence[QuietDays]
    holidays: Mapping[date, str]
    now: datetime

    @property
    def day(self) -> date:
        return self.request.starts_at.date()


def why_not(
    request: Request,
    *,
    rules: Rules,
    airings: Sequence[Booked],
    quiet_periods: Sequence[QuietDays],
    now: datetime,
    holidays: Mapping[date, str] | None = None,
) -> list[Reason]:
    """Return all that speaks against ``request``, blocks first; empty means that it fits.

    ``airings`` are those of the same cluster. A warning never stands in the way: see ``fits``.
    """
    limits = rules.on(request.starts_at.date())
    case = Case(request, limits, airings, quiet_periods, holidays or {}, now)
    found = [reason for check in _CHECKS for reason in check(case)]
    return sorted(found, key=lambda reason: not reason.is_block)


def fits(reasons: Sequence[Reason]) -> bool:
    """Whether nothing but warnings speaks against it."""
    return not any(reason.is_block for reason in reasons)


def _past(case: Case) -> Iterator[Reason]:
    start = case.request.starts_at
    if start <= case.now:
        yield Reason(Code.PAST, f"Giờ phát {start:%H:%M} {date_vi(case.day)} đã qua.", BOOK)


def _weekday(case: Case) -> Iterator[Reason]:
    allowed = case.limits.weekdays
    if case.day.isoweekday() not in allowed.value and not case.limits.extra_on(case.day):
        name, days = NAMES[case.day.isoweekday()], weekdays_words(allowed.value)
        yield Reason(
            Code.WEEKDAY,
            f"{date_vi(case.day)} là {name}; quy chế chỉ cho phát {days} ({allowed.citation}).",
            allowed.citation,
        )


def _window(case: Case) -> Iterator[Reason]:
    start, end = case.request.starts_at, case.request.ends_at
    windows = case.limits.windows
    if any(window.holds(start, end) for window in windows.value):
        return
    allowed = ", ".join(str(window) for window in windows.value)
    span = f"{start:%H:%M}"
    if any(window.starts <= start.time() < window.ends for window in windows.value):
        span = f"Bài phát {start:%H:%M:%S} đến {end:%H:%M:%S}"
    yield Reason(
        Code.OUTSIDE_WINDOW,
        f"{span} ngoài khung được phát {allowed} ({windows.citation}).",
        windows.citation,
    )


def _quiet_time(case: Case) -> Iterator[Reason]:
    start, end = case.request.starts_at, case.request.ends_at
    hours = case.limits.quiet_hours
    for quiet in hours.value:
        if quiet.touches(start, end):
            yield Reason(
                Code.QUIET_TIME,
                f"{start:%H:%M} nằm trong giờ yên tĩnh {quiet} ({quiet.reason}; {hours.citation}).",
                hours.citation,
            )


def _quiet_day(case: Case) -> Iterator[Reason]:
    for period in case.quiet_periods:
        if period.covers(case.day):
            sentence = f"Ngày {date_vi(case.day)} không phát: {period.reason}."
            yield Reason(Code.QUIET_DAY, sentence, QUIET)


def _minutes(case: Case) -> Iterator[Reason]:
    """Judge the session that the item would join, and the number of sessions of the day."""
    found = sessions(case.day, limits=case.limits, airings=case.airings)
    start, needs = case.request.starts_at, case.request.seconds
    for session in found:
        window = session.window
        if window and window.starts <= start.time() < window.ends:
            if needs > session.free:
                yield _minutes_full(case, session)
            if not session.items:
                yield from _sessions(case, sum(1 for other in found if other.items))


def _sessions(case: Case, used: int) -> Iterator[Reason]:
    limit = case.limits.sessions_per_day
    if used >= limit.value:
        yield Reason(
            Code.SESSIONS_FULL,
            f"Cụm {case.request.cluster.code} đã đủ {used}/{limit.value} buổi ngày "
            f"{date_vi(case.day)} ({limit.citation}).",
            limit.citation,
        )


def _minutes_full(case: Case, session: Session) -> Reason:
    """Say what is left, which version would still fit, and who has the rest."""
    citation = case.limits.minutes_per_session.citation
    smaller = [(word, own) for word, own in case.request.shorter if own <= session.free]
    best = max(smaller, key=lambda one: one[1], default=None)
    hint = f" Bản {best[0].lower()} ({length(best[1])}) vừa." if best else ""
    there = "; ".join(f"{one.starts_at:%H:%M} “{one.title}”{_of(one)}" for one in session.items)
    start = session.window.starts if session.window else case.request.starts_at
    return Reason(
        Code.MINUTES_FULL,
        f"Buổi {start:%H:%M} còn {length(session.free)}, bài cần "
        f"{length(case.request.seconds)} ({citation}).{hint}"
        f"{f' Đã có: {there}.' if there else ''}",
        citation,
    )


def _of(booked: Booked) -> str:
    return f" của {booked.owner}" if booked.owner else ""


def _overlap(case: Case) -> Iterator[Reason]:
    start, end = case.request.starts_at, case.request.ends_at
    for other in case.airings:
        if start < other.ends_at + GAP and other.starts_at < end + GAP:
            span = f"{other.starts_at:%H:%M}–{other.ends_at:%H:%M}"
            yield Reason(Code.OVERLAP, f"Trùng “{other.title}”{_of(other)}, {span}.", BOOK)


def _cluster(case: Case) -> Iterator[Reason]:
    cluster = case.request.cluster
    if cluster.is_off_on(case.day) and cluster.off_from:
        sentence = f"Cụm loa {cluster.code} ngừng từ {date_vi(cluster.off_from)}"
        yield Reason(Code.LOUDSPEAKER_OFF, f"{sentence} ({cluster.off_reason}).", CLUSTERS)


def _script(case: Case) -> Iterator[Reason]:
    request = case.request
    if request.unapproved:
        yield Reason(Code.NOT_APPROVED, request.unapproved, APPROVAL)
    if request.cluster.needs_audio and request.audio == Audio.MISSING:
        sentence = f"Cụm loa IP {request.cluster.code} cần bản ghi đã duyệt."
        yield Reason(Code.NO_AUDIO, sentence, RECORDINGS)
    if request.cluster.needs_audio and request.audio == Audio.STALE:
        sentence = f"Bản ghi thuộc bản {request.audio_revision}, không phải bản đã duyệt."
        yield Reason(Code.STALE_AUDIO, sentence, RECORDINGS)
    for number in request.stale_hotlines:
        sentence = f"Số {number} đã quá 180 ngày chưa gọi kiểm tra."
        yield Reason(Code.HOTLINE_STALE, sentence, HOTLINES)


def _warnings(case: Case) -> Iterator[Reason]:
    start, lead = case.request.starts_at, case.limits.lead_hours
    if case.now < start < case.now + timedelta(hours=lead.value):
        sentence = f"Đơn vị vận hành cần tệp trước {lead.value} giờ ({lead.citation})."
        yield Reason(Code.LEAD_TIME, sentence, lead.citation)
    if not case.limits.has_rule:
        sentence = "Chưa có quy chế phát thanh; đang dùng khung tạm 2 buổi mỗi ngày."
        yield Reason(Code.NO_RULE, sentence, case.limits.windows.citation)
    if case.request.seconds > LONGEST:
        sentence = f"Bài dài {length(case.request.seconds)}, hơn 3 phút: khó nghe hết."
        yield Reason(Code.TOO_LONG, sentence, ADVICE)
    if "khẩn" in case.request.title.casefold():
        sentence = (
            "Tiêu đề có chữ “khẩn”, nhưng bài chỉ phát theo lịch: đây không phải bản tin khẩn cấp."
        )
        yield Reason(Code.URGENT_TITLE, sentence, ADVICE)
    if holiday := case.holidays.get(case.day):
        yield Reason(Code.HOLIDAY, f"{date_vi(case.day)} là ngày nghỉ: {holiday}.", HOLIDAYS)
    for other in case.airings:
        is_same = other.material and other.material == case.request.material
        if is_same and timedelta(0) <= start - other.ends_at < SOON:
            sentence = f"Vừa phát lúc {other.starts_at:%H:%M} cùng bài này."
            yield Reason(Code.REPEAT_SOON, sentence, ADVICE)


_CHECKS = (
    _past,
    _weekday,
    _window,
    _quiet_time,
    _quiet_day,
    _minutes,
    _overlap,
    _cluster,
    _script,
    _warnings,
)
