"""The reach page: the numbers of the JSON, the rows behind each, and nothing of another ward."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from broadcast import opening
from campaigns.models import Campaign
from outreach.models import Level, User
from outreach.reach.exporting import as_json
from outreach.reach_query import Period, ward_reach
from tests import making
from tests.outreach.reach import places
from tests.outreach.reach.conftest import World
from tests.outreach.reach.example import FIRST, LAST

PAGE, ROWS = "/admin/do-phu/", "/admin/do-phu/can-cu/"
ROW = '<tr class="reach-'
# For levels 1 to 4 nobody knows that anybody heard, read, saw or was reached.
REFUSED = re.compile(r"đã (tiếp cận|nghe|đọc|xem)\b", re.IGNORECASE)


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def text(html: str) -> str:
    """Return what a person reads, with single spaces."""
    html = re.sub(r"<head>.*?</head>|<script.*?</script>", " ", html, flags=re.DOTALL)
    body = html[html.index('class="nice-padding reach"') :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def show(name: str, path: str, **query: Any) -> str:
    answer = signed_in(name).get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_addresses_have_their_names() -> None:
    assert reverse("outreach_reach") == PAGE
    assert reverse("outreach_reach_rows") == ROWS


def test_the_headline_says_what_the_json_says(world: World) -> None:
    figures = as_json(ward_reach(world.here, Period(FIRST, LAST)).report)

    shown = text(show("canbo", PAGE, **world.days))

    assert f"{figures['groups_confirmed']}/{figures['groups']} tổ đã xác nhận" in shown
    assert f"Ước tính {figures['printed']}" in shown
    assert "Độ phủ 45,7 % nhân khẩu 1.600/3.500 người, tính trên 4/5 tổ" in shown
    assert "có số liệu đến 31/07/2026" in shown
    assert f"{figures['contacts']:,}".replace(",", ".") + " lượt cơ hội nghe, xem" in shown
    assert "nhiều nhất 1.660 người" in shown


def test_every_group_shows_its_state_channels_range_and_duty(world: World) -> None:
    html = show("canbo", PAGE, **world.days)

    table = html[html.index("<h2>Từng tổ</h2>") : html.index("<h2>Năm cấp độ")]
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("<tr>")[2:]]
    assert [re.sub(r" Các lần phát.*", "", unescape(row)) for row in rows] == [
        "TDP 1 Đã xác nhận Họp, hội nghị, mít tinh, toạ đàm, hội thi, Loa, Nhóm Zalo – "
        "600 – 789 Đủ",
        "TDP 2 Quá 48 giờ chưa xác nhận – Loa, Nhóm Zalo (2 lượt quá 48 giờ) 0 Chưa (07/2026)",
        "TDP 3 Đã xác nhận Loa, Nhóm Zalo – 540 Đủ",
        "TDP 4 Có hoạt động, chưa phủ cả tổ Băng rôn, Tờ rơi, tờ gấp – 120 Không có loa",
        "TDP 5 Đã xác nhận Nhóm Zalo – không có số liệu Chưa (07/2026; có kênh khác)",
    ]


def test_the_levels_and_words_are_those_of_the_json(world: World) -> None:
    figures = as_json(ward_reach(world.here, Period(FIRST, LAST)).report)
    answer = signed_in("canbo").get(PAGE, world.days)

    shown = {
        (level["title"], row.label): row.number.replace(".", "")
        for level in answer.context["levels"][:3]
        for row in level["rows"]
    }
    labels = {"zalo": "Nhóm Zalo", "loa": "Loa", "meeting": "Họp, hội nghị"}
    labels["leaflet"] = "Tờ rơi, tờ gấp"
    titles = {"potential": "Tiềm năng", "delivered": "Đã gửi, đã giao", "confirmed": "Đã xác nhận"}
    assert shown == {
        (titles[level], labels[medium]): str(value)
        for medium, found in figures["media"].items()
        for level, value in found.items()
        if level in titles
    }
    html = text(answer.content.decode())
    assert "phút phát thanh 13,5 4" in html
    assert "lượt người tham dự 270 –" in html
    assert "pa nô không có số liệu" in html


def test_a_word_once_recorded_prints_zero_and_one_never_recorded_says_so(world: World) -> None:
    shown = text(show("canbo", PAGE, tu="2026-08-01", den="2026-08-31"))

    assert "băng rôn 0 –" in shown
    assert "áp phích không có số liệu" in shown
    assert "Chưa ghi nhận gì trong kỳ này" in shown


def test_every_number_of_rows_adds_up_to_the_figure(world: World) -> None:
    client = signed_in("canbo")
    words = client.get(PAGE, world.days).context["words"]

    for row in words:
        for figure in filter(None, (row.sure, row.waiting)):
            found = client.get(figure.url).context["found"]
            amounts = {found.occasions, found.insertions, found.minutes, found.units}
            assert float(figure.number.replace(".", "").replace(",", ".")) in amounts


def test_every_link_of_the_page_opens(world: World) -> None:
    client = signed_in("canbo")
    html = client.get(PAGE, world.days).content.decode()

    links = {unescape(link) for link in re.findall(r'href="([^"]*do-phu[^"]*)"', html)}

    assert len(links) > 25
    assert {client.get(link).status_code for link in links} == {200}
    asked = [parse_qs(urlsplit(link).query) for link in links if "can-cu" in link]
    assert {query["xa"][0] for query in asked} == {places.HERE}


def test_reversed_and_replaced_rows_stay_visible_and_count_nowhere(world: World) -> None:
    group = world.places["TDP 4"].pk
    html = show("canbo", ROWS, noi=f"to-{group}", muc="da-giao", **world.days)

    assert "TDP 4" in html
    assert "(đã huỷ: ghi nhầm tổ)" in html
    assert text(html).count("Tờ rơi, tờ gấp") == 1
    assert "2 việc được tính: 2 lần, 0 phút, số lượng 122" in text(html)

    everything = show("canbo", ROWS, **world.days)
    assert "13 việc được tính" in text(everything)
    assert everything.count("đã có dòng xác nhận, không tính lại") == 11


def test_long_lists_come_in_pages_and_lose_nothing(world: World) -> None:
    for number in range(110):
        expose_one(world, f"n{number}")

    first = show("canbo", ROWS, **world.days)
    second = show("canbo", ROWS, trang=2, **world.days)

    assert "Trang 1/2" in first
    assert first.count(ROW) + second.count(ROW) == 110 + 14 + 11


def expose_one(world: World, key: str) -> None:
    places.expose(world.here, None, "banner", key, places.at(FIRST), units=1)


@pytest.mark.parametrize("name", ["canbo", "lanhdao"])
@pytest.mark.parametrize("path", [PAGE, ROWS])
def test_another_ward_does_not_exist(world: World, name: str, path: str) -> None:
    client = signed_in(name)

    codes = [client.get(path, {"xa": ward}).status_code for ward in (places.THERE, "99999", "x")]

    assert codes == [404, 404, 404]
    for query in ({}, world.days, {"xa": places.HERE, **world.days}):
        html = client.get(path, query).content.decode()
        for marker in (places.MARKER, "Bên Kia", "ma-dot-ben-kia", "77.777", "66.666", "77777"):
            assert marker not in html


def test_teachers_are_those_of_this_wards_sessions_in_the_period(world: World) -> None:
    for ward, teachers in ((world.here, 7), (world.there, 500)):
        school = places.make_school(ward, "THPT B")
        places.hold_session(ward, school, pupils=30, teachers=teachers, when=places.at(LAST))
    school = world.places["THCS A"]
    august = places.at(LAST + timedelta(days=1))
    places.hold_session(world.here, school, pupils=60, teachers=90, when=august)

    shown = text(show("canbo", PAGE, **world.days))

    assert "Tổng 210 lượt học sinh, 7 lượt giáo viên." in shown


def test_a_campaign_is_called_by_its_title(world: World) -> None:
    group = world.places["TDP 2"]
    for ward, title in ((world.here, "Cao điểm hè"), (world.there, "Của bên kia")):
        opening.open_ward(ward)
        making.campaign(ward, code="he", is_approved=True)
        Campaign.objects.filter(ward=ward).update(title=title)
    places.expose(
        world.here,
        group,
        "leader_relay",
        "t",
        places.at(LAST),
        level="confirmed",
        campaign_code="he",
    )

    shown = text(show("canbo", PAGE, dot="he", **world.days))

    assert "đến 31/07/2026, “Cao điểm hè”" in shown
    assert "1/5 tổ đã xác nhận" in shown
    assert "Của bên kia" not in shown


@pytest.mark.parametrize("path", [PAGE, ROWS])
def test_another_wards_campaign_says_nothing(world: World, path: str) -> None:
    theirs = show("canbo", path, dot="ma-dot-ben-kia", **world.days)
    nobodys = show("canbo", path, dot="khong-co-dau", **world.days)

    assert "Không có đợt này." in theirs
    assert text(theirs) == text(nobodys)


@pytest.mark.parametrize("place", ["to-{}", "truong-{}", "to-x", "to-", "x-1", "to-" + "9" * 30])
def test_rows_of_another_wards_group_do_not_exist(world: World, place: str) -> None:
    theirs = places.make_group(world.there, "Tổ bên kia").pk

    answer = signed_in("canbo").get(ROWS, {"noi": place.format(theirs)})

    assert answer.status_code == 404


@pytest.mark.parametrize("query", [{"loai": "x"}, {"muc": "x"}])
def test_rows_of_nothing_do_not_exist(world: World, query: dict[str, str]) -> None:
    assert signed_in("canbo").get(ROWS, query).status_code == 404


def test_the_province_chooses_among_its_wards_and_reads_no_notes(world: World) -> None:
    client = signed_in("tinh")

    page = client.get(PAGE, {"xa": places.THERE, **world.days}).content.decode()

    assert re.findall(r'<option value="(\d{5})"', page) == [places.THERE, places.HERE]
    assert places.MARKER in page
    assert client.get(PAGE).status_code == 200
    assert client.get(PAGE, {"xa": places.FAR}).status_code == 404
    assert client.get(ROWS, {"xa": places.FAR}).status_code == 404
    rows = client.get(ROWS, {"xa": places.HERE, **world.days}).content.decode()
    assert "đã huỷ" in rows
    assert "ghi nhầm tổ" not in rows
    here = client.get(PAGE, {"xa": places.HERE, **world.days}).content.decode()
    assert "sổ của phường" not in here
    assert "sổ của phường" in show("canbo", PAGE, **world.days)


def test_who_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    answers = [Client().get(path) for path in (PAGE, ROWS)]

    assert [(a.status_code, a["Location"].split("?")[0]) for a in answers] == [
        (302, "/admin/login/")
    ] * 2


def test_the_number_of_queries_does_not_grow_with_the_groups(world: World) -> None:
    def queries() -> list[int]:
        client = signed_in("canbo")
        counts = []
        for path in (PAGE, ROWS):
            client.get(path, world.days)
            with CaptureQueriesContext(connection) as found:
                client.get(path, world.days)
            counts.append(len(found))
        return counts

    few = queries()
    for number in range(20):
        group = places.make_group(world.here, f"Tổ thêm {number}", P=10, H=3, m=4, k=1)
        for level in Level:
            places.expose(
                world.here, group, "loudspeaker", f"q{number}", places.at(FIRST), level=level
            )

    assert queries() == few


def test_days_are_read_as_people_write_them_and_shown_so(world: World) -> None:
    html = show("canbo", PAGE, tu="01/07/2026", den="31/07/2026")

    assert "từ 01/07/2026 đến 31/07/2026" in text(html)
    assert re.search(r'name="tu" value="01/07/2026"', html)
    same = show("canbo", PAGE, **world.days)
    assert text(same) == text(html)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ({"tu": "31/07/2026", "den": "01/07/2026"}, "Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ({"tu": "31/02/2026", "den": "01/07/2026"}, "Từ ngày: ghi ngày, tháng, năm"),
        ({"tu": "01/01/2020", "den": "01/07/2026"}, "không quá hai năm"),
        ({"tu": "01/01/2026", "den": ""}, "Đến hết ngày: chưa ghi ngày."),
    ],
)
@pytest.mark.parametrize("path", [PAGE, ROWS])
def test_impossible_days_are_said_in_vietnamese(
    world: World, path: str, days: dict[str, str], message: str
) -> None:
    shown = text(show("canbo", path, **days))

    assert message in shown
    assert "số liệu của tháng này" in shown


def test_late_begins_after_forty_eight_hours(world: World) -> None:
    now = timezone.now()
    for name, hours in (("TDP 2", 47), ("TDP 3", 49)):
        when = now - timedelta(hours=hours)
        places.expose(world.here, world.places[name], "loudspeaker", f"w{hours}", when)
    days = {"tu": f"{now - timedelta(days=3):%d/%m/%Y}", "den": f"{now:%d/%m/%Y}"}

    groups = signed_in("canbo").get(PAGE, days).context["groups"]

    assert [(one.register.name, one.state.name) for one in groups] == [
        ("TDP 1", "NOTHING"),
        ("TDP 2", "WAITING"),
        ("TDP 3", "LATE"),
        ("TDP 4", "NOTHING"),
        ("TDP 5", "NOTHING"),
    ]


def test_who_is_late_is_named_even_if_confirmed_through_another_channel(world: World) -> None:
    places.expose(
        world.here, world.places["TDP 1"], "leader_relay", "o", places.at(FIRST.replace(day=9))
    )

    answer = signed_in("canbo").get(PAGE, world.days)

    named = [(g.register.name, len(g.late)) for g in answer.context["to_remind"]]
    assert named == [("TDP 2", 2), ("TDP 1", 1)]
    assert "TDP 1 : 1 lượt quá 48 giờ chưa xác nhận Nhóm Zalo · đã xác nhận qua kênh" in text(
        answer.content.decode()
    )


def test_words_that_nobody_can_prove_are_not_used(world: World) -> None:
    for path in (PAGE, ROWS):
        assert not REFUSED.search(text(show("canbo", path, **world.days)))
    assert REFUSED.search("1.260 người đã nghe loa")


def test_looking_changes_nothing_and_posting_is_refused(world: World) -> None:
    client = signed_in("canbo")

    assert [client.post(path).status_code for path in (PAGE, ROWS)] == [405, 405]


def test_a_ward_without_groups_and_a_province_without_anything_still_open(db: None) -> None:
    empty = places.make_ward("00001", name="Trống", province="19")
    places.make_user("trong", User.Role.OFFICER, ward=empty)
    places.make_user("tinh", User.Role.PROVINCE, province=empty.province)

    for name in ("trong", "tinh"):
        shown = text(show(name, PAGE))
        assert "0/0 tổ đã xác nhận" in shown
        assert "Độ phủ – nhân khẩu" in shown
