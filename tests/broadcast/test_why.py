"""Every delivery answers "Vì sao chưa gửi?", for a hundred at the price of one."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadcast import quotas, why
from broadcast.models import Channel, Delivery, ZaloBot
from campaigns import planning
from campaigns.models import Occurrence
from outreach.models import Leader, Ward
from tests.broadcast import rows

pytestmark = pytest.mark.django_db
RELATED = (
    "channel__group",
    "occurrence__campaign",
    "occurrence__item",
    "confirmed_by",
    "confirmed_by_leader",
)


def noon() -> datetime:
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def of() -> Occurrence:
    made = rows.occurrence(rows.campaign(rows.ward(groups=1)), due_at=noon())
    rows.fill(made)
    return made


@pytest.fixture
def bot(of: Occurrence) -> ZaloBot:
    made = rows.bot(Ward.objects.get(), monthly_limit=100)
    Delivery.objects.update(lane=made.pk)
    return made


def said(now: datetime | None = None, **fields: Any) -> str:
    if fields:
        Delivery.objects.update(**fields)
    row = Delivery.objects.select_related(*RELATED).get()
    return why.why(row, now=now or noon())


SETTLED = {
    "claimed": "Đang được chuẩn bị để gửi.",
    "sending": "Đang gửi, chưa có câu trả lời.",
    "cancelled": "Đã huỷ trước khi gửi.",
    "failed": "Bị từ chối.",
    "unknown": "Bị từ chối.",
    "expired": "Bị từ chối.",
    "skipped": "Bị từ chối.",
    "sent": "Đã gửi qua Zalo lúc 12:00",
    "confirmed": "Bác Sông Công tổ 1 xác nhận lúc 12:00",
    "planned": "Đến lượt, sẽ gửi trong ít phút.",
}


def test_every_state_has_its_sentence(of: Occurrence) -> None:
    given = {
        "lease_token": "x",
        "lease_until": noon(),
        "sending_at": noon(),
        "sent_at": noon(),
        "confirmed_at": noon(),
        "confirmed_by_leader": Leader.objects.get(),
        "reason": "Bị từ chối.",
    }

    answers = {state: said(state=state, **given) for state in Delivery.State.values}

    assert {state: answer[: len(SETTLED[state])] for state, answer in answers.items()} == SETTLED


def test_a_paused_or_cancelled_campaign_says_so(of: Occurrence) -> None:
    officer = rows.person(of.ward)
    planning.pause(of.campaign, by=officer)
    paused = said()
    planning.cancel(of.campaign, by=officer)

    assert (paused, said()) == ("Đợt truyền thông đang tạm dừng.", "Đợt truyền thông đã huỷ.")


def test_a_bot_that_pauses_or_has_stopped_says_until_when(bot: ZaloBot) -> None:
    mine = ZaloBot.objects.filter(pk=bot.pk)
    mine.update(state="tam_dung", paused_until=noon() + timedelta(minutes=5), problem="Zalo bận.")
    paused = said()
    mine.update(paused_until=noon())
    over = said()
    mine.update(state="dung", problem="Mã truy cập không còn dùng được.")

    assert paused.startswith("Bot “Bot phường” đang tạm dừng đến 12:05 ")
    assert paused.endswith(" Zalo bận.")
    assert over == "Đến lượt, sẽ gửi trong ít phút."
    assert said() == (
        "Bot “Bot phường” đã dừng, chờ cán bộ cho chạy lại. Mã truy cập không còn dùng được."
    )


def test_a_month_used_up_says_how_far_and_an_urgent_one_goes_on(bot: ZaloBot) -> None:
    quotas.take(bot.pk, wanted=95, is_urgent=False, now=noon())

    assert said() == (
        f"Bot “Bot phường” đã dùng 95 trên 100 tin của tháng {noon().month}, không gửi tự động nữa."
    )
    assert said(is_urgent=True) == "Đến lượt, sẽ gửi trong ít phút."


def test_quiet_hours_and_a_wait_after_an_error_say_until_when(of: Occurrence) -> None:
    late = noon() + timedelta(hours=10)
    morning = noon() + timedelta(hours=18, minutes=30)
    tomorrow = f"{timezone.localtime(morning):%d/%m}"

    quiet = said(late, due_at=late, next_attempt_at=morning)
    retry = said(next_attempt_at=noon() + timedelta(minutes=2), attempt_count=1, reason="Mạng lỗi.")

    assert quiet == f"Giờ yên tĩnh 21:30–06:30 máy không gửi; sẽ gửi lúc 06:30 {tomorrow}."
    assert retry == f"Chờ đến 12:02 {noon():%d/%m}. Mạng lỗi."


def test_a_paused_channel_says_so(of: Occurrence) -> None:
    Channel.objects.update(state="tam_dung", problem="Nhóm đang đổi trưởng nhóm.")

    assert said() == "Kênh của tổ đang tạm dừng. Nhóm đang đổi trưởng nhóm."


def test_the_turn_in_the_lane_is_counted_urgent_first(monkeypatch: Any) -> None:
    of = rows.occurrence(rows.campaign(rows.ward(groups=6)), due_at=noon())
    first, *_others, urgent, last = rows.fill(of)
    Delivery.objects.filter(pk=urgent.pk).update(is_urgent=True)
    Delivery.objects.filter(pk=last.pk).update(next_attempt_at=noon() - timedelta(minutes=1))
    elsewhere = rows.occurrence(
        rows.campaign(rows.ward("05533", "Bá Xuyên", groups=4)), due_at=noon()
    )
    rows.fill(elsewhere)

    found = why.sentences(list(of.deliveries.select_related(*RELATED)), now=noon())
    monkeypatch.setattr("broadcast.waiting.MOST_AHEAD", 3)
    cut = why.sentences(list(of.deliveries.select_related(*RELATED)), now=noon())

    assert found[urgent.pk] == "Đến lượt, sẽ gửi trong ít phút."
    assert found[last.pk] == "Đến giờ, còn 1 tin trước lượt này."
    assert found[first.pk] == "Đến giờ, còn 2 tin trước lượt này."
    assert sorted(found.values())[-2] == "Đến giờ, còn 5 tin trước lượt này."
    assert list(cut.values()).count("Đến giờ, còn hơn 2 tin trước lượt này.") == 3


def test_a_hundred_cost_as_much_as_one() -> None:
    of = rows.occurrence(rows.campaign(rows.ward(groups=12)), due_at=noon())
    rows.fill(of, lane=rows.bot(Ward.objects.get()).pk)
    everything = list(of.deliveries.select_related(*RELATED))
    asked = []

    for some in (everything[:1], everything):
        with CaptureQueriesContext(connection) as seen:
            why.sentences(some, now=noon())
        asked.append(len(seen))

    assert asked == [3, 3]
