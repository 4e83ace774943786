"""Every refusal says its rule, its numbers and its citation, and none hides another."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from broadcast import slots
from broadcast.slots import Code
from tests.broadcast.slots.cases import (
    CITATION,
    NOW,
    REQUEST,
    RULE,
    RULES,
    ZONE,
    at,
    booked,
    why,
)


def test_what_keeps_every_rule_fits() -> None:
    assert why(REQUEST) == []


@pytest.mark.parametrize(
    ("request_", "given", "code", "sentence"),
    [
        (
            at(17, day=date(2026, 7, 25)),
            {},
            Code.WEEKDAY,
            f"25/7/2026 là thứ Bảy; quy chế chỉ cho phát thứ Hai – thứ Sáu ({CITATION}).",
        ),
        (
            at(4, 45),
            {},
            Code.OUTSIDE_WINDOW,
            f"04:45 ngoài khung được phát 05:30–07:30, 16:30–18:30 ({CITATION}).",
        ),
        (
            at(18, 29),
            {},
            Code.OUTSIDE_WINDOW,
            "Bài phát 18:29:00 đến 18:30:24 ngoài khung được phát 05:30–07:30, 16:30–18:30 "
            f"({CITATION}).",
        ),
        (
            at(7, day=date(2026, 7, 21)),
            {},
            Code.QUIET_TIME,
            f"07:00 nằm trong giờ yên tĩnh 07:00–07:30 (giờ học gần trường; {CITATION}).",
        ),
        (
            REQUEST,
            {
                "quiet_periods": [
                    slots.QuietDays(date(2026, 7, 20), date(2026, 7, 21), "ngày thi tốt nghiệp")
                ]
            },
            Code.QUIET_DAY,
            "Ngày 20/7/2026 không phát: ngày thi tốt nghiệp.",
        ),
        (
            REQUEST,
            {"now": REQUEST.starts_at},
            Code.PAST,
            "Giờ phát 17:00 20/7/2026 đã qua.",
        ),
        (
            replace(
                REQUEST,
                cluster=slots.Cluster("SC-03", off_from=date(2026, 7, 12), off_reason="sửa chữa"),
            ),
            {},
            Code.LOUDSPEAKER_OFF,
            "Cụm loa SC-03 ngừng từ 12/7/2026 (sửa chữa).",
        ),
        (
            replace(REQUEST, unapproved="Kịch bản bản 4 chưa duyệt."),
            {},
            Code.NOT_APPROVED,
            "Kịch bản bản 4 chưa duyệt.",
        ),
        (
            replace(
                REQUEST,
                cluster=slots.Cluster("SC-03", needs_audio=True),
                audio=slots.Audio.MISSING,
            ),
            {},
            Code.NO_AUDIO,
            "Cụm loa IP SC-03 cần bản ghi đã duyệt.",
        ),
        (
            replace(
                REQUEST,
                cluster=slots.Cluster("SC-03", needs_audio=True),
                audio=slots.Audio.STALE,
                audio_revision="3",
            ),
            {},
            Code.STALE_AUDIO,
            "Bản ghi thuộc bản 3, không phải bản đã duyệt.",
        ),
        (
            replace(REQUEST, stale_hotlines=("18008080",)),
            {},
            Code.HOTLINE_STALE,
            "Số 18008080 đã quá 180 ngày chưa gọi kiểm tra.",
        ),
        (
            REQUEST,
            {"now": datetime(2026, 7, 20, 8, tzinfo=ZONE)},
            Code.LEAD_TIME,
            f"Đơn vị vận hành cần tệp trước 24 giờ ({CITATION}).",
        ),
        (
            replace(REQUEST, seconds=190),
            {},
            Code.TOO_LONG,
            "Bài dài 3 phút 10 giây, hơn 3 phút: khó nghe hết.",
        ),
        (
            REQUEST,
            {"holidays": {date(2026, 7, 20): "nghỉ bù"}},
            Code.HOLIDAY,
            "20/7/2026 là ngày nghỉ: nghỉ bù.",
        ),
        (
            replace(REQUEST, title="KHẨN: Việc nhẹ, lương cao"),
            {},
            Code.URGENT_TITLE,
            "Tiêu đề có chữ “khẩn”, nhưng bài chỉ phát theo lịch: đây không phải bản tin khẩn cấp.",
        ),
        (
            REQUEST,
            {"rules": slots.Rules()},
            Code.NO_RULE,
            "Chưa có quy chế phát thanh; đang dùng khung tạm 2 buổi mỗi ngày.",
        ),
    ],
)
def test_one_reason(
    request_: slots.Request, given: dict[str, Any], code: Code, sentence: str
) -> None:
    found = why(request_, **given)

    assert [(reason.code, reason.sentence) for reason in found] == [(code, sentence)]
    assert found[0].citation


def test_the_sessions_of_a_day() -> None:
    rules = slots.Rules(ward=(replace(RULE, sessions_per_day=1),))

    found = why(REQUEST, booked(6), rules=rules)

    assert [reason.sentence for reason in found] == [
        f"Cụm SC-03 đã đủ 1/1 buổi ngày 20/7/2026 ({CITATION})."
    ]
    assert why(REQUEST, booked(16, 40), rules=rules) == []


def test_the_minutes_of_a_session_and_the_version_that_would_fit() -> None:
    full = [booked(16, 30, seconds=827)]
    shorter = replace(REQUEST, shorter=(("Ngắn", 43), ("Đầy đủ", 170)))

    found = why(shorter, *full)

    assert [(reason.code, reason.sentence) for reason in found] == [
        (
            Code.MINUTES_FULL,
            f"Buổi 16:30 còn 1 phút 10 giây, bài cần 1 phút 24 giây ({CITATION})."
            " Bản ngắn (43 giây) vừa. Đã có: 16:30 “Việc nhẹ lương cao” của Lò Thị Mẩy.",
        )
    ]
    assert why(replace(REQUEST, seconds=70), *full) == []


def test_relayed_programmes_use_up_the_minutes_where_the_rule_says_so() -> None:
    counted = slots.Rules(ward=(replace(RULE, counts_relay=True, relay_minutes=14),))
    not_counted = slots.Rules(ward=(replace(RULE, counts_relay=False, relay_minutes=14),))

    assert [reason.code for reason in why(REQUEST, rules=counted)] == [Code.MINUTES_FULL]
    assert why(REQUEST, rules=not_counted) == []


def test_an_overlap_names_what_is_there() -> None:
    found = why(REQUEST, booked(17, 1))

    assert [reason.sentence for reason in found] == [
        "Trùng “Việc nhẹ lương cao” của Lò Thị Mẩy, 17:01–17:03."
    ]
    assert not found[0].may_be_overridden
    assert why(REQUEST, booked(17, 2)) == []


def test_a_repeat_only_warns() -> None:
    found = why(replace(REQUEST, material=7), booked(16, 50, material=7))

    assert [(reason.code, reason.sentence) for reason in found] == [
        (Code.REPEAT_SOON, "Vừa phát lúc 16:50 cùng bài này.")
    ]
    assert slots.fits(found)


def test_all_reasons_come_at_once() -> None:
    request = replace(at(4, day=date(2026, 7, 25)), unapproved="Kịch bản chưa duyệt.", seconds=200)

    codes = [reason.code for reason in why(request)]

    assert codes == [Code.WEEKDAY, Code.OUTSIDE_WINDOW, Code.NOT_APPROVED, Code.TOO_LONG]


def test_a_document_may_allow_a_sunday() -> None:
    assert why(at(17, day=date(2026, 7, 26))) == []


def test_quiet_hours_run_over_midnight_and_keep_their_weekday() -> None:
    night = slots.QuietHours(time(20), time(5, 30), "ban đêm", frozenset({1}))

    def touches(day: int, hour: int) -> bool:
        start = datetime(2026, 7, day, hour, tzinfo=ZONE)
        return night.touches(start, start)

    assert [touches(20, 21), touches(21, 4), touches(20, 4), touches(21, 21)] == [
        True,
        True,
        False,
        False,
    ]


def test_only_some_refusals_can_be_overridden() -> None:
    free = {code for code in Code if slots.Reason(code, "x", "y").may_be_overridden}

    assert free == {
        Code.WEEKDAY,
        Code.OUTSIDE_WINDOW,
        Code.QUIET_TIME,
        Code.QUIET_DAY,
        Code.SESSIONS_FULL,
        Code.MINUTES_FULL,
        Code.LOUDSPEAKER_OFF,
        Code.NO_AUDIO,
    }


def test_the_ward_goes_before_the_province_field_by_field() -> None:
    ward = slots.Rule(citation="Quy chế phường", minutes_per_session=10)
    province = slots.Rule(citation="Quy chế tỉnh", minutes_per_session=30, sessions_per_day=1)

    limits = slots.Rules(ward=(ward,), province=(province,)).on(NOW.date())

    assert (limits.minutes_per_session.value, limits.minutes_per_session.citation) == (
        10,
        "Quy chế phường",
    )
    assert (limits.sessions_per_day.value, limits.sessions_per_day.citation) == (1, "Quy chế tỉnh")
    assert limits.windows.citation == slots.FALLBACK_CITATION
    assert limits.has_rule


def test_a_rule_counts_in_its_period_only() -> None:
    ended = replace(RULE, valid_until=date(2026, 7, 19))

    assert not slots.Rules(ward=(ended,)).on(date(2026, 7, 20)).has_rule
    assert slots.Rules(ward=(ended,)).on(date(2026, 7, 19)).has_rule


@pytest.mark.parametrize(("is_urban", "minutes"), [(True, 15), (False, 45)])
def test_without_any_rule_a_phuong_has_less_than_a_xa(is_urban: bool, minutes: int) -> None:
    limits = slots.Rules(is_urban=is_urban).on(NOW.date())

    assert limits.minutes_per_session.value == minutes
    assert not limits.has_rule


def test_the_rules_of_the_cases_are_those_of_the_day() -> None:
    assert RULES.on(REQUEST.starts_at.date()).session_seconds == 900
