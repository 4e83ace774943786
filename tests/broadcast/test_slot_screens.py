"""The slot book on the screen: book, read why not, record, settle; and the monthly board."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadcast import airings, duties, home, rechecking, slot_book, ticking
from broadcast.models import Airing, Evidence, Loudspeaker, MonthlyDuty, SlotRule
from campaigns.models import CampaignItem, ChannelKind
from outreach.models import Leader, Province, ResidentialGroup, Ward
from tests import making
from tests.broadcast import loudspeakers

pytestmark = pytest.mark.django_db


def next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def item_of(ward: Ward) -> CampaignItem:
    campaign = making.campaign(ward, kind=ChannelKind.LOUDSPEAKER, due=at(next_monday(), 17))
    found: CampaignItem = campaign.items.get()
    return found


def asked(item: CampaignItem, cluster: Loudspeaker, **changes: object) -> dict[str, object]:
    return {
        "item": item.pk, "loudspeaker": cluster.pk, "version": "vua",
        "day": f"{next_monday():%d/%m/%Y}", "at": "17:00", "level": "thong_thuong",
    } | changes  # fmt: skip


def test_an_officer_books_and_finds_it_in_the_week(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))

    client.post(reverse("broadcast_slot_new"), asked(item, cluster))
    week = client.get(reverse("broadcast_slot_book"), {"tuan": f"{next_monday():%Y-%m-%d}"})

    assert [timezone.localtime(row.starts_at) for row in Airing.objects.all()] == [
        at(next_monday(), 17)
    ]
    assert "<strong>17:00</strong> Hỏi kỹ trước khi đi" in week.content.decode()


def test_a_refusal_says_why_keeps_what_was_typed_and_offers_the_nearest(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))

    answer = client.post(reverse("broadcast_slot_new"), asked(item, cluster, at="12:10"))
    screen = answer.content.decode()

    assert "12:10 nằm trong giờ yên tĩnh 11:30–13:30" in screen
    assert "Khung gần nhất còn trống" in screen
    assert 'value="12:10"' in screen
    assert Airing.objects.count() == 0


def test_no_emergency_can_be_asked_for(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))

    answer = client.post(reverse("broadcast_slot_new"), asked(item, cluster, level="khan_cap"))

    assert "Nền tảng không nhận bản tin khẩn cấp" in answer.content.decode()
    assert Airing.objects.count() == 0


def test_a_repeated_wish_is_answered_for_each_date(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))
    last = next_monday() + timedelta(days=1)

    answer = client.post(
        reverse("broadcast_slot_new"), asked(item, cluster, until=f"{last:%d/%m/%Y}")
    )

    assert "ngày xếp được" in answer.content.decode()
    assert Airing.objects.count() >= 1


def test_a_full_week_shows_what_is_free() -> None:
    ward = making.ward()
    cluster = loudspeakers.cluster(ward)

    days = slot_book.week(cluster, monday=next_monday(), now=timezone.now())

    assert [bool(day.closed) for day in days] == [False] * 5 + [True] * 2
    assert [str(cell.session.window) for cell in days[0].cells] == ["05:30–07:30", "16:30–18:30"]
    assert days[0].cells[1].free == "15 phút"
    assert days[0].cells[1].next_start == at(next_monday(), 16, 30)


def test_a_changed_rule_lists_what_it_breaks_and_moves_nothing() -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    ticking.plan(now=at(next_monday(), 17))
    row = loudspeakers.airing(cluster, item.occurrences.get(), at(next_monday(), 17))
    before = rechecking.broken(ward, now=timezone.now())

    rule = SlotRule.objects.create(
        ward=ward, valid_from=date(2026, 1, 1), citation="Quyết định 5/QĐ-UBND", weekdays="6,7"
    )

    assert before == []
    assert [found.pk for found, _ in rechecking.broken(ward, now=timezone.now())] == [row.pk]
    assert rule.citation in rechecking.broken(ward, now=timezone.now())[0][1]


def test_an_officer_records_and_a_contradiction_is_settled_in_writing(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    ticking.plan(now=at(next_monday(), 17))
    row = loudspeakers.airing(
        cluster, item.occurrences.get(), timezone.now() - timedelta(hours=1), state="handed_over",
        handed_over_at=timezone.now(),
    )  # fmt: skip
    client.force_login(making.officer(ward))
    act = reverse("broadcast_airing_act", args=[row.pk])

    unsaid = client.post(act, {"lam": "ghi", "viec": "da_lam"})
    client.post(act, {"lam": "ghi", "viec": "da_lam", "how_known": "Nghe trực tiếp"})
    airings.record(
        row, claim=Evidence.Claim.NOT_DONE, kind=Evidence.Kind.LEADER, reason="mat_dien",
        by_leader=Leader.objects.filter(ward=ward).first(), now=timezone.now(),
    )  # fmt: skip
    disputed = client.get(reverse("broadcast_airing", args=[row.pk])).content.decode()
    client.post(act, {"lam": "ket-luan", "viec": "da_lam", "ket_luan": "Đã nghe lại băng"})

    assert unsaid.status_code == 400
    assert "Mâu thuẫn: hai nguồn nói khác nhau" in disputed
    row.refresh_from_db()
    assert (row.state, row.disputed_at) == (Airing.State.CONFIRMED, None)


def test_what_waits_for_a_word_is_called_for_on_the_first_screen(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    ticking.plan(now=at(next_monday(), 17))
    occurrence, now = item.occurrences.get(), timezone.now()
    for hours in (1, 3):
        loudspeakers.airing(
            cluster, occurrence, now - timedelta(hours=hours), state="handed_over",
            handed_over_at=now,
        )  # fmt: skip
    client.force_login(making.officer(ward))

    home = client.get("/admin/").content.decode()
    listed = client.get(reverse("broadcast_airings")).content.decode()

    assert "<strong>1</strong> lượt phát loa chờ xác nhận" in home
    assert listed.count("SC-01 · Hỏi kỹ trước khi đi") == 1


def test_another_ward_has_no_airing_no_cluster_and_no_rule(client: Client) -> None:
    ward, other = making.ward(), making.ward(1)
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    ticking.plan(now=at(next_monday(), 17))
    row = loudspeakers.airing(cluster, item.occurrences.get(), at(next_monday(), 17))
    rule = SlotRule.objects.create(ward=ward, valid_from=date(2026, 1, 1), citation="QĐ 5")
    client.force_login(making.officer(other))

    seen = [
        client.get(reverse("broadcast_airing", args=[row.pk])),
        client.post(reverse("broadcast_airing_act", args=[row.pk]), {"lam": "huy"}),
        client.get(reverse("wagtailsnippets_broadcast_loudspeaker:edit", args=[cluster.pk])),
        client.get(reverse("wagtailsnippets_broadcast_slotrule:edit", args=[rule.pk])),
    ]

    assert [answer.status_code for answer in seen] == [404] * 4
    assert cluster.name not in client.get(reverse("broadcast_slot_book")).content.decode()


def test_a_ward_reads_its_provinces_rule_and_cannot_change_it(client: Client) -> None:
    ward = making.ward()
    province = Province.objects.get(pk=ward.province_id)
    rule = SlotRule.objects.create(
        province=province, valid_from=date(2026, 1, 1), citation="Quyết định của tỉnh"
    )
    client.force_login(making.officer(ward))
    address = reverse("wagtailsnippets_broadcast_slotrule:edit", args=[rule.pk])
    form = {"citation": "Sửa", "valid_from": "01/01/2026"} | {
        f"{name}-{part}": "0"
        for name in ("windows", "quiet_times", "exceptions")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }

    seen = client.get(address)
    answer = client.post(address, form)

    assert seen.status_code == 200
    assert "Quy định này của tỉnh" in answer.content.decode()
    rule.refresh_from_db()
    assert (rule.citation, rule.province_id) == ("Quyết định của tỉnh", province.pk)


def test_an_officer_adds_a_cluster_and_a_rule_of_the_own_ward(client: Client) -> None:
    ward = making.ward()
    client.force_login(making.officer(ward))
    groups = list(ResidentialGroup.objects.filter(ward=ward).values_list("pk", flat=True))
    rows = {
        "windows-TOTAL_FORMS": "1", "windows-INITIAL_FORMS": "0", "windows-MIN_NUM_FORMS": "0",
        "windows-MAX_NUM_FORMS": "9", "windows-0-starts": "05:30", "windows-0-ends": "07:00",
        "windows-0-ORDER": "1", "windows-0-DELETE": "", "windows-0-id": "",
    } | {
        f"{name}-{part}": "0" for name in ("quiet_times", "exceptions")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }  # fmt: skip

    client.post(
        reverse("wagtailsnippets_broadcast_loudspeaker:add"),
        {"code": "SC-09", "name": "Cụm chợ", "technology": "ip", "groups": groups},
    )
    client.post(
        reverse("wagtailsnippets_broadcast_slotrule:add"),
        {"citation": "Quy chế 5", "valid_from": "01/01/2026", "weekdays": ["1", "3"]} | rows,
    )

    cluster = Loudspeaker.objects.get()
    rule = SlotRule.objects.get()
    assert (cluster.ward, cluster.groups.count()) == (ward, len(groups))
    assert (rule.ward, rule.weekdays) == (ward, "1,3")
    assert [str(window) for window in rule.windows.all()] == ["05:30–07:00"]


def rule_form(**fields: object) -> dict[str, object]:
    empty = {
        f"{name}-{part}": "0" for name in ("windows", "quiet_times", "exceptions")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }  # fmt: skip
    return {"valid_from": "01/01/2026", **empty, **fields}


def test_more_than_the_province_allows_needs_a_document_and_stays_marked(client: Client) -> None:
    ward = making.ward()
    SlotRule.objects.create(
        province_id=ward.province_id, valid_from=date(2026, 1, 1), sessions_per_day=2,
        citation="Quyết định 9 của tỉnh",
    )  # fmt: skip
    client.force_login(making.officer(ward))
    address = reverse("wagtailsnippets_broadcast_slotrule:add")
    wish = rule_form(sessions_per_day="3", verified_on="02/01/2026")

    refused = client.post(address, wish | {"citation": "Tạm dùng, chưa có quy chế"})
    client.post(address, wish | {"citation": "Quyết định 5/QĐ-UBND"})
    own = SlotRule.objects.get(ward=ward)

    assert "3 buổi mỗi ngày (tỉnh: 2)" in refused.content.decode()
    assert (own.citation, own.verified_by) == ("Quyết định 5/QĐ-UBND", making.officer(ward))
    assert any(
        "cho phép rộng hơn “Quyết định 9 của tỉnh” của tỉnh: 3 buổi" in sentence
        for sentence in slot_book.warnings(ward, today=timezone.localdate())
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [(19, None), (20, (3, False)), (24, (3, False)), (25, (3, True)), (30, (3, True))],
)
def test_the_duty_is_called_for_from_the_twentieth_on(
    day: int, said: tuple[int, bool] | None
) -> None:
    ward = making.ward()
    MonthlyDuty.objects.create(ward=ward, valid_from=date(2026, 7, 1), citation="Kế hoạch 5")
    loudspeakers.cluster(ward)
    today = date(2026, 9, day)

    found = duties.reminder(duties.board(ward, today=today), today=today)

    assert (found and (found.count, found.is_urgent)) == said


def test_the_first_screen_calls_for_the_duty_before_all_else() -> None:
    found = home.with_duty(
        [home.Call(1, "lượt quá hạn", "/")],
        duties.Board(MonthlyDuty(), (open_line(),), 0, 0),
        today=date(2026, 9, 30),
    )

    assert [call.text for call in found] == [
        "tổ chưa đủ chỉ tiêu phát thanh tháng 9, hôm nay là ngày cuối",
        "lượt quá hạn",
    ]


def open_line() -> duties.Line:
    month = duties.Month(date(2026, 9, 1), 0, 1, has_loudspeaker=True, days_left=0)
    return duties.Line(ResidentialGroup(name="Tổ 1"), (month,))


def test_the_board_names_the_months_missed_and_counts_only_what_is_confirmed() -> None:
    ward = making.ward()
    today = date(2026, 9, 10)
    MonthlyDuty.objects.create(ward=ward, valid_from=date(2026, 7, 1), citation="Kế hoạch 5")
    cluster, item = loudspeakers.cluster(ward, groups=1), item_of(ward)
    ticking.plan(now=at(next_monday(), 17))
    occurrence = item.occurrences.get()
    for day, state, seconds in (
        (date(2026, 7, 5), "confirmed", None),
        (date(2026, 8, 5), "partial", 30),
        (date(2026, 9, 5), "confirmed", 60),
    ):
        loudspeakers.airing(cluster, occurrence, at(day, 17), state=state, played_seconds=seconds)

    board = duties.board(ward, today=today)

    assert board is not None
    first, second = board.lines[0], board.lines[1]
    assert [month.words for month in first.months] == ["đủ", "thiếu", "đủ"]
    assert first.missed == "tháng 8"
    assert [month.words for month in second.months] == ["không có loa"] * 3
    assert (board.met, board.times, board.minutes) == (1, 1, 1)
    assert duties.tally(ward, first=date(2026, 8, 1)) == (0, 0)
