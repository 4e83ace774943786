"""A ward's rule that allows more than its province's is told so, with both figures."""

from dataclasses import replace
from datetime import time

import pytest

from broadcast import slots
from tests.broadcast.slots.cases import RULE

PROVINCE = replace(RULE, citation="Quyết định 9/QĐ-UBND tỉnh", counts_relay=True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"sessions_per_day": 3}, ["3 buổi mỗi ngày (tỉnh: 2)"]),
        ({"minutes_per_session": 20}, ["20 phút mỗi buổi (tỉnh: 15)"]),
        ({"minutes_per_session": 10, "sessions_per_day": 1}, []),
        ({"minutes_per_session": None, "weekdays": frozenset()}, []),
        ({"lead_hours": 2}, ["gửi tệp trước 2 giờ (tỉnh: 24)"]),
        ({"counts_relay": False}, ["không tính thời lượng tiếp sóng (tỉnh: có tính)"]),
        ({"weekdays": frozenset({5, 6, 7})}, ["phát thêm thứ Bảy, Chủ nhật"]),
        ({"windows": (slots.Window(time(6), time(7)),)}, []),
        (
            {"windows": (slots.Window(time(4, 45), time(7)),)},
            ["khung 04:45–07:00 ngoài khung của tỉnh"],
        ),
        ({"quiet_hours": ()}, []),
        (
            {"quiet_hours": (slots.QuietHours(time(12), time(13), "nghỉ trưa"),)},
            ["không giữ giờ yên tĩnh 07:00–07:30 (giờ học gần trường)"],
        ),
    ],
)
def test_what_a_ward_allows_beyond_its_province(
    changes: dict[str, object], said: list[str]
) -> None:
    own = replace(PROVINCE, citation="Quy chế của phường", **changes)  # type: ignore[arg-type]

    assert slots.looser(own, PROVINCE) == said
