"""The page of an occurrence, and the desk of what nobody knows to have been sent."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from broadcast import quotas
from broadcast.models import Delivery, Evidence
from campaigns.models import Campaign, Occurrence
from cms import roles
from outreach.models import Province, ResidentialGroup, User, Ward
from tests import making
from tests.broadcast import rows

pytestmark = pytest.mark.django_db
State = Delivery.State


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def of_province() -> User:
    user = User.objects.create(
        username="tinh", role=User.Role.PROVINCE, province=Province.objects.get()
    )
    roles.admit(user)
    return user


def running(*, groups: int = 3, **fields: Any) -> Occurrence:
    """Return an occurrence of a ward whose people sign in."""
    return rows.running(of=making.ward(groups=groups), **fields)


def officer() -> Client:
    return signed_in(making.officer(Ward.objects.order_by("code")[0]))


def text(answer: Any) -> str:
    """Return what can be read in an answer, without tags and line breaks."""
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.unescape(bare)).replace("\xa0", " ")


def fragment(client: Client, of: Occurrence) -> str:
    return text(client.get(reverse("broadcast_progress", args=[of.pk])))


def test_the_progress_is_said_in_words_with_rate_and_end() -> None:
    of = running(groups=5)
    for row in of.deliveries.all()[:2]:
        rows.moved(row, State.SENT)

    said = fragment(officer(), of)

    assert "2 trên 5 lượt đã xử lý (40 %)." in said
    assert re.search(r"Khoảng \d+ tin mỗi phút. Ước tính xong lúc \d\d:\d\d \d\d/", said)
    assert "3 chờ gửi" in said
    assert "2 đã gửi, chờ xác nhận" in said


def test_pausing_resuming_and_cancelling_show_at_the_next_look() -> None:
    of = running(groups=3)
    client, seen = officer(), []
    page = reverse("broadcast_occurrence", args=[of.pk])

    for deed in ("tam-dung", "tiep-tuc", "huy"):
        answer = client.post(
            reverse("campaigns_act", args=[of.campaign_id]), {"viec": deed, "next": page}
        )
        assert answer.headers["Location"] == page
        seen.append(fragment(client, of))

    assert "Đợt đang tạm dừng: 3 lượt được giữ lại" in seen[0]
    assert "tạm dừng" not in seen[1]
    assert "Đợt đã huỷ: 3 lượt chưa gửi sẽ không rời đi." in seen[2]


def test_the_browser_is_told_when_to_stop_asking() -> None:
    of = running(groups=1)
    client, address = officer(), reverse("broadcast_progress", args=[of.pk])
    before = client.get(address).content.decode()

    rows.moved(of.deliveries.get(), State.UNKNOWN, reason="?")
    doubtful = client.get(address).content.decode()
    rows.moved(of.deliveries.get(), State.SENT)
    after = client.get(address).content.decode()

    assert 'data-moving="1"' in before
    assert 'data-moving="0"' in doubtful
    assert "các lượt không chắc đã gửi chờ cán bộ" in doubtful
    assert "Mọi lượt đều đã có kết quả." in after


def test_the_look_at_progress_costs_the_same_for_few_and_many_rows() -> None:
    few, big = running(groups=1), making.ward("05533", "Bá Xuyên", groups=12)
    many = rows.occurrence(rows.campaign(big))
    rows.fill(many)
    asked = []

    for of in (few, many):
        client = signed_in(making.officer(of.ward))
        fragment(client, of)
        with CaptureQueriesContext(connection) as seen:
            fragment(client, of)
        asked.append([query["sql"] for query in seen if "broadcast_" in query["sql"]])

    assert [len(statements) for statements in asked] == [1, 1]
    assert "broadcast_tally" in asked[1][0]


def test_send_the_rest_says_how_many_and_touches_no_other() -> None:
    of = running(groups=5)
    sent, failed, late, served, doubtful = of.deliveries.order_by("pk")
    rows.moved(sent, State.SENT)
    for row in (failed, late, served):
        rows.moved(row, State.FAILED, reason="Bị từ chối.")
    rows.moved(doubtful, State.UNKNOWN, reason="?")
    long_ago = timezone.now() - timedelta(days=3)
    Delivery.objects.filter(pk=late.pk).update(
        due_at=long_ago, expires_at=long_ago + timedelta(hours=1)
    )
    Delivery.objects.filter(pk=sent.pk).update(fallback_of=served)
    client = officer()

    page = text(client.get(reverse("broadcast_occurrence", args=[of.pk])))
    done = client.post(reverse("broadcast_resend", args=[of.pk]), follow=True)
    again = text(client.get(reverse("broadcast_occurrence", args=[of.pk])))

    assert "Gửi lại phần chưa gửi (1 lượt)" in page
    assert "1 lượt sẽ được gửi lại." in text(done)
    assert "Gửi lại phần chưa gửi" not in again
    assert list(of.deliveries.order_by("pk").values_list("state", flat=True)) == [
        "sent", "planned", "failed", "failed", "unknown",
    ]  # fmt: skip


def test_the_desk_of_doubts_says_what_happened_and_when() -> None:
    at = timezone.now() - timedelta(hours=1)
    of = running(groups=2, state="unknown", sending_at=at, attempt_count=1)
    rows.occurrence(Campaign.objects.get(), due_at=timezone.now() + timedelta(days=1))
    Delivery.objects.filter(pk=of.deliveries.order_by("pk")[0].pk).update(
        due_at=at - timedelta(days=3), expires_at=at
    )

    said = text(officer().get(reverse("broadcast_doubts")))

    assert f"Gửi lúc {timezone.localtime(at):%H:%M:%S %d/%m/%Y}. Chưa rõ vì sao." in said
    assert said.count("Đã thấy trong nhóm") == 2
    assert said.count("Đã quá hạn, không gửi lại được.") == 1


def test_one_button_decides_for_one_row_and_ticks_for_several() -> None:
    of = running(groups=4, state="unknown")
    one, two, three, four = of.deliveries.order_by("pk")
    client, act = officer(), reverse("broadcast_doubts_act")

    client.post(act, {"mot": f"da-thay:{one.pk}", "chon": [four.pk], "viec": "gui-lai"})
    client.post(act, {"viec": "gui-lai", "chon": [two.pk, three.pk]})
    repeated = text(client.post(act, {"viec": "da-thay", "chon": [one.pk, two.pk]}, follow=True))
    nothing = text(client.post(act, {"viec": "da-thay"}, follow=True))

    assert list(of.deliveries.order_by("pk").values_list("state", flat=True)) == [
        "sent", "planned", "planned", "unknown",
    ]  # fmt: skip
    assert "2 lượt không làm được: Lượt gửi này không còn ở trạng thái" in repeated
    assert "Chưa chọn lượt nào." in nothing


@pytest.mark.parametrize("name", ["broadcast_doubts", "broadcast_deliveries"])
def test_a_list_of_many_asks_no_more_than_a_list_of_one(name: str) -> None:
    state = "unknown" if name == "broadcast_doubts" else "planned"
    few = running(groups=1, state=state)
    many = rows.occurrence(rows.campaign(making.ward("05533", "Bá Xuyên", groups=12)))
    rows.fill(many, state)
    asked = []

    for of in (few, many):
        client = signed_in(making.officer(of.ward))
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(name))
        asked.append(len(seen))

    assert asked[0] == asked[1]


def test_another_ward_gets_nothing_and_a_province_only_reads() -> None:
    of = running(groups=2, state="unknown")
    stranger = signed_in(making.officer(making.ward("05533", "Bá Xuyên")))
    province = signed_in(of_province())
    pk = of.deliveries.order_by("pk")[0].pk
    shown = [reverse(f"broadcast_{name}", args=[of.pk]) for name in ("occurrence", "progress")]
    acts = [
        (reverse("broadcast_resend", args=[of.pk]), {}, 404),
        (reverse("campaigns_act", args=[of.campaign_id]), {"viec": "tam-dung"}, 404),
        (reverse("broadcast_act", args=[pk]), {"viec": "gui-lai"}, 404),
    ]
    doubts, act = reverse("broadcast_doubts"), reverse("broadcast_doubts_act")

    assert [stranger.get(address).status_code for address in shown] == [404, 404]
    assert [province.get(address).status_code for address in shown] == [200, 200]
    for client in (stranger, province):
        for address, fields, status in acts:
            assert client.post(address, fields).status_code == status
    stranger.post(act, {"viec": "gui-lai", "chon": [pk]})
    assert province.post(act, {"viec": "gui-lai", "chon": [pk]}).status_code in {302, 403}
    assert "Sông Công tổ 1" not in text(stranger.get(doubts))
    read = text(province.get(doubts))
    assert "Sông Công tổ 1" in read
    assert "Gửi lại" not in read + text(province.get(shown[0]))
    assert set(of.deliveries.values_list("state", flat=True)) == {"unknown"}
    assert not Evidence.objects.exists()


def test_the_first_screen_says_once_that_a_month_runs_out() -> None:
    of = running(groups=2)
    bot = rows.bot(of.ward, "Bot phường", monthly_limit=100)
    rows.bot(of.ward, "Bot khác")
    client, home = officer(), reverse("wagtailadmin_home")
    now, said = timezone.now(), []

    for wanted in (79, 1, 15):
        quotas.take(bot.pk, wanted=wanted, is_urgent=False, now=now)
        said.append(text(client.get(home)))

    month = timezone.localdate(now).month
    assert "tin của tháng" not in said[0]
    assert said[1].count(f"Bot “Bot phường” đã dùng 80 trên 100 tin của tháng {month}.") == 1
    assert "Máy sẽ dừng gửi tự động khi đủ 95 tin." in said[1]
    assert "Máy đã dừng gửi tự động qua bot này đến hết tháng." in said[2]
    assert "Bot khác" not in said[2]


def test_the_plan_shows_the_forecast_to_author_and_approver() -> None:
    ward = making.ward(groups=3)
    bot = rows.bot(ward, "Bot phường", monthly_limit=2)
    rows.link(bot, *ResidentialGroup.objects.all())
    campaign = making.campaign(ward, is_approved=False)
    address = reverse("campaigns_plan", args=[campaign.pk])

    for user in (making.officer(ward), making.approver(ward)):
        said = text(signed_in(user).get(address))
        assert "đợt này cần 3 tin của 0 tin còn lại qua bot “Bot phường”." in said
        assert "Không đủ tin nên chưa trình duyệt được." in said
        assert "thêm một bot khác rồi chuyển bớt tổ sang đó" in said


def test_an_urgent_correction_says_why() -> None:
    ward = making.ward(groups=1)
    campaign = making.campaign(ward, is_approved=False)
    Campaign.objects.update(is_urgent=True, note=" ")
    address = reverse("wagtailsnippets_campaigns_campaign:edit", args=[campaign.pk])
    client = signed_in(making.officer(ward))

    form = text(client.get(address))
    refused = client.post(
        address,
        {
            "title": "x", "code": "x", "starts_on": "01/01/2027", "ends_on": "02/01/2027",
            "is_urgent": "on", "note": " ", "items-TOTAL_FORMS": 0, "items-INITIAL_FORMS": 0,
        },
    )  # fmt: skip

    assert "tin của đợt đi trước mọi tin khác đang chờ" in form
    assert "Ghi lý do đính chính khẩn: tin nào sai, sửa thành gì." in text(refused)
    assert Campaign.objects.get().approval_problems() == [
        "Đính chính khẩn phải ghi lý do ở ô “mục đích, căn cứ”."
    ]
