"""Schools that asked: one waiting, one agreed, one that has reported its numbers."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from cms import kit_building
from outreach import sessions
from outreach.models import School, SessionRequest, Ward


def load(ward: Ward, *, by: Any) -> None:
    """Record three requests of the ward's first three schools."""
    first, second, third = School.objects.filter(ward=ward).order_by("pk")[:3]
    _ask(first, "minh-hoa-1", pupils=240, in_days=12)
    agreed = _ask(second, "minh-hoa-2", pupils=180, in_days=6)
    held = _ask(third, "minh-hoa-3", pupils=150, in_days=-4)
    kit = kit_building.newest(ward)
    for request in (agreed, held):
        sessions.approve(
            request, by=by, on=request.wished_on, at=time(8), presenter="Cán bộ Minh Hoạ", kit=kit
        )
    sessions.report(
        held, held_on=held.wished_on, pupils=146, teachers=5, has_read_disclosure_card=True
    )


def _ask(school: School, key: str, *, pupils: int, in_days: int) -> SessionRequest:
    return sessions.ask(
        school,
        form_key=key,
        contact_name="Giáo viên Minh Hoạ",
        contact_position="Tổng phụ trách Đội",
        contact_phone="văn phòng trường",
        wished_on=timezone.localdate() + timedelta(days=in_days),
        grades="khối 8 và 9",
        expected_pupils=pupils,
        wishes="Nhận biết lời mời việc làm không rõ ràng trên mạng.",
    )
