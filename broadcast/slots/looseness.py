"""Where a ward's rule allows more than its province's: lawful only with a document. Pure."""

from collections.abc import Iterator

from broadcast.slots.reasons import weekdays_words
from broadcast.slots.values import QuietHours, Rule, Window


def looser(own: Rule, province: Rule) -> list[str]:
    """Return what ``own`` allows beyond ``province``, in Vietnamese with both figures.

    A field that either rule leaves open is not compared: the province's then applies.
    """
    return [*_numbers(own, province), *_days(own, province), *_times(own, province)]


def _numbers(own: Rule, province: Rule) -> Iterator[str]:
    for word, ours, theirs in (
        ("buổi mỗi ngày", own.sessions_per_day, province.sessions_per_day),
        ("phút mỗi buổi", own.minutes_per_session, province.minutes_per_session),
    ):
        if ours is not None and theirs is not None and ours > theirs:
            yield f"{ours} {word} (tỉnh: {theirs})"
    if own.lead_hours is not None and own.lead_hours < (province.lead_hours or 0):
        yield f"gửi tệp trước {own.lead_hours} giờ (tỉnh: {province.lead_hours})"
    if own.counts_relay is False and province.counts_relay:
        yield "không tính thời lượng tiếp sóng (tỉnh: có tính)"


def _days(own: Rule, province: Rule) -> Iterator[str]:
    more = own.weekdays - province.weekdays if province.weekdays else frozenset()
    if more:
        yield f"phát thêm {weekdays_words(more)}"


def _times(own: Rule, province: Rule) -> Iterator[str]:
    for window in own.windows if province.windows else ():
        if not any(_lies_in(window, other) for other in province.windows):
            yield f"khung {window} ngoài khung của tỉnh"
    for quiet in province.quiet_hours if own.quiet_hours else ():
        if not any(_covers(other, quiet) for other in own.quiet_hours):
            yield f"không giữ giờ yên tĩnh {quiet} ({quiet.reason})"


def _lies_in(window: Window, other: Window) -> bool:
    return other.starts <= window.starts and window.ends <= other.ends


def _covers(own: QuietHours, quiet: QuietHours) -> bool:
    """Whether ``own`` keeps all of ``quiet``; both over midnight, or neither."""
    has_days = not own.weekdays or (quiet.weekdays and own.weekdays >= quiet.weekdays)
    is_same_kind = (own.starts < own.ends) == (quiet.starts < quiet.ends)
    return bool(has_days and is_same_kind and own.starts <= quiet.starts and quiet.ends <= own.ends)
