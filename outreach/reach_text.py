"""A ward's reach as lines of text for a terminal."""

import unicodedata
from collections.abc import Sequence

from outreach.reach import duty as duties
from outreach.reach.words import Word
from outreach.reach_labels import DUTY, MEDIUM, WORD
from outreach.reach_query import WardReach
from outreach.reach_shown import number, percent


def lines(found: WardReach) -> list[str]:
    """Return the report as text: headline, media by level, counting words, groups."""
    report, period = found.report, found.period
    total, known = len(report.groups), report.groups_with_persons
    coverage = report.coverage_confirmed
    campaign = f", đợt {period.campaign}" if period.campaign else ""
    return [
        f"{found.ward}, từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}{campaign}",
        "",
        f"Tổ đã xác nhận: {len(report.confirmed)}/{total}",
        f"Độ phủ: {percent(coverage.share)} ({number(coverage.persons)}/"
        f"{number(coverage.of_persons)} nhân khẩu, tính trên {known}/{total} tổ có số liệu "
        f"đến {period.last:%d/%m/%Y})",
        f"Ước tính {report.people}",
        "",
        *_media(found),
        "",
        *_words(found),
        "",
        *_groups(found),
    ]


def _media(found: WardReach) -> list[str]:
    head = ["Người có cơ hội nghe, xem (ước tính)", "Tiềm năng", "Đã gửi, giao", "Đã xác nhận"]
    rows = [
        [
            MEDIUM[one.medium],
            number(round(one.potential.value)) if one.potential else "–",
            number(round(one.delivered.value)),
            number(round(one.confirmed.value)),
        ]
        for one in found.report.media
    ]
    return _table([head, *rows])


def _words(found: WardReach) -> list[str]:
    sure, waiting = found.report.words, found.report.words_unconfirmed
    rows = [
        [
            WORD[word],
            number(sure[word].value) if word in sure else "0",
            number(waiting[word].value) if word in waiting else "",
        ]
        for word in Word
        if word in sure or word in waiting
    ]
    if not rows:
        return ["Chưa ghi nhận gì trong kỳ này."]
    return _table([["Theo từ đếm của Nhà nước", "Đã xác nhận", "Chưa xác nhận"], *rows])


def _groups(found: WardReach) -> list[str]:
    report = found.report
    rows = []
    for group in report.groups:
        one = report.by_group[group.key]
        low, mid = one.bounds if one else (0, 0)
        state = "chưa có"
        state = "đã giao, chưa xác nhận" if group.key in report.delivered else state
        state = "đã xác nhận" if group.key in report.confirmed else state
        people = f"{number(low)} – {number(mid)}" if one else "không có số liệu"
        rows.append([group.name, state, people, DUTY[duties.over_all(report.duty[group.key])]])
    return _table([["Tổ", "Tình trạng", "Người (ước tính)", "Loa hằng tháng"], *rows])


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows in columns, the first to the left; Vietnamese letters are one column wide."""
    plain = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*plain, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in plain
    ]
