"""The officer's real job once, from a blank page to a number in a report."""

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from broadcast.demo import content
from broadcast.demo import people as cast
from broadcast.demo import zalo as chats
from broadcast.models import Delivery
from broadcast.zalo.simulator.server import Simulator, running
from cms.models import HomePage
from outreach import leader_links
from outreach.models import DailyCount, Leader, Province, TrackedLink, User, Ward
from outreach.reach_query import Period, ward_reach
from tests.browser.conftest import DESK, PHONE, People, press

TITLE = "Hỏi kỹ trước khi nhận việc ở xa"
ZALO = "Bà con hỏi kỹ trước khi nhận việc ở xa. Giấy tờ của mình thì mình giữ."
SCRIPT = "Kính thưa bà con. Trước khi nhận việc ở xa, bà con hỏi kỹ và xem hợp đồng."
MAIN, NEIGHBOUR = "05518", "05533"


@pytest.fixture
def ward(transactional_db: None) -> Ward:
    """Two wards of the demo, opened, with people and pages but no campaign yet."""
    call_command("load_places", verbosity=0)
    assert Province.objects.filter(pk="19").exists()
    content.load_hotlines()
    wards = cast.load_wards()
    by = {user.username: user for _what, user in cast.add_accounts(wards)}
    topics = content.load_common_pages(HomePage.objects.get(ward=MAIN))
    people = {"author": by["canbo"], "approver": by["lanhdao"]}
    content.load_materials(topics, limit=2, **people)
    content.load_kit(HomePage.objects.get(ward=MAIN), **people)
    return wards[MAIN]


@pytest.fixture
def zalo(ward: Ward, settings: Any) -> Any:
    """A served Zalo in which the ward's bot is known to some leaders."""
    start = chats.link(ward, by=User.objects.get(username="canbo"))
    with running(key="test", start=start) as simulator:
        settings.ZALO_BOT_BASE_URL = simulator.url
        yield simulator


def test_officer_writes_and_the_ward_is_reached(people: People, ward: Ward, zalo: Any) -> None:
    officer = people.signed_in("canbo", cast.PASSWORD, size=DESK)
    approver = people.signed_in("lanhdao", cast.PASSWORD, size=PHONE)

    write_and_submit_material(officer)
    approve_on_the_phone(approver, TITLE)
    plan_and_submit_campaign(officer)
    approve_on_the_phone(approver, "Đợt thử hành trình")
    # An hour after the planned one, whatever the time of day is now: no machine sends at night.
    call_command("tick", now=(planned_for() + timedelta(hours=1)).isoformat())

    look_into_the_chat(people, zalo)
    confirm_as_leader(people)
    open_the_printed_code(people)
    ask_as_school(people, officer)
    read_the_reach(people, officer)
    assert people.foreign == []


def planned_for() -> datetime:
    """Return the moment for which the campaign is planned: tomorrow at eight."""
    tomorrow = timezone.localtime() + timedelta(days=1)
    return tomorrow.replace(hour=8, minute=0, second=0, microsecond=0)


def write_and_submit_material(page: Page) -> None:
    page.goto("/admin/")
    press(page, "text=Viết tư liệu mới")
    press(page, "text=Việc làm và đi lại an toàn")
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", "Ba điều cần hỏi.")
    page.select_option(
        "#id_hotlines", label="111 (Tổng đài điện thoại quốc gia về phòng, chống mua bán người)"
    )
    page.click("role=tab[name='Zalo']")
    page.fill("#id_zalo_text", ZALO)
    page.click("role=tab[name='Loa']")
    page.fill("#id_script_text", SCRIPT)
    page.click("role=tab[name='Áp phích']")
    page.fill("#id_poster_headline", "Hỏi kỹ trước khi đi")
    page.fill("#id_poster_lines", "Xem hợp đồng.\nGiữ giấy tờ.")
    choose_action(page, "action-submit")
    expect(page.locator(".messages")).to_contain_text(TITLE)


def choose_action(page: Page, name: str) -> None:
    """Press a button of Wagtail's action menu, opening the menu if it is inside."""
    button = page.locator(f"[name='{name}']")
    if not button.first.is_visible():
        page.locator("footer .w-dropdown-button [data-w-dropdown-target='toggle']").click()
    with page.expect_navigation():
        button.first.click()


def approve_on_the_phone(page: Page, title: str) -> None:
    page.goto("/admin/duyet/")
    press(page, f"text={title}")
    press(page, "button[value=duyet]")
    expect(page.locator(".messages")).to_contain_text("Đã duyệt")


def plan_and_submit_campaign(page: Page) -> None:
    day, hour = planned_for().strftime("%d/%m/%Y"), planned_for().strftime("%H:%M")
    page.goto("/admin/snippets/campaigns/campaign/add/")
    page.fill("#id_title", "Đợt thử hành trình")
    for name in ("starts_on", "ends_on"):
        fill_moment(page, f"#id_{name}", day)
    kinds = ("leader_relay", "loudspeaker", "printing")
    for number, kind in enumerate(kinds):
        if number:
            page.click("#id_items-ADD")
        item = f"#id_items-{number}"
        expect(page.locator(f"{item}-material")).to_be_visible()
        page.select_option(f"{item}-material", label=TITLE)
        page.select_option(f"{item}-channel_kind", kind)
        page.select_option(f"{item}-audience", label="Tất cả tổ dân phố")
        fill_moment(page, f"{item}-at", hour)
        fill_moment(page, f"{item}-on_date", day)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/edit/**")
    press(page, "text=Xem ai nhận gì, lúc nào")
    expect(page.locator(".plan-total")).to_contain_text("71")
    press(page, "button[value=trinh]")
    expect(page.locator(".messages")).to_contain_text("Đã trình")


def fill_moment(page: Page, field: str, value: str) -> None:
    """Put a date or a time in without opening the calendar, which would lie over the form."""
    page.eval_on_selector(
        field,
        "(field, value) => { field.value = value; field.dispatchEvent(new Event('change')); }",
        value,
    )


def look_into_the_chat(people: People, zalo: Simulator) -> None:
    page = people.window(size=DESK)
    page.goto(zalo.url)
    leader = Leader.objects.filter(ward=MAIN, is_deputy=False).order_by("pk")[0]
    press(page, f"text={leader.name}")
    expect(page.locator("body")).to_contain_text("Giấy tờ của mình thì mình giữ")
    picture = page.locator("img").last
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") >= 600


def confirm_as_leader(people: People) -> None:
    leader = Leader.objects.filter(ward=MAIN, is_deputy=False).order_by("pk")[0]
    page = people.window(size=PHONE, javascript=False)
    page.goto(f"/t/{leader_links.token(leader)}/")
    for kind, deed in (
        ("Tổ trưởng chuyển vào nhóm Zalo", "Đã đăng vào nhóm"),
        ("Loa truyền thanh", "Đã phát loa"),
    ):
        press(page, f"text={kind}")
        press(page, f"button:has-text('{deed}')")
        expect(page.locator("[role=status]")).to_contain_text("Đã ghi nhận")
        press(page, ".crumbs a")


def open_the_printed_code(people: People) -> None:
    link = TrackedLink.objects.filter(channel=TrackedLink.Channel.QR, ward=MAIN).first()
    assert link is not None
    page = people.window(size=PHONE)
    page.goto(f"/Q/{link.code}")
    expect(page.locator("h1")).to_have_text(TITLE)
    with page.expect_response("**/d/"):
        page.wait_for_timeout(2500)
    assert page.context.cookies() == []
    counted = DailyCount.objects.get()
    assert (counted.channel, counted.count, counted.ward_id) == ("qr", 1, MAIN)


def ask_as_school(people: People, officer: Page) -> None:
    school = people.window(size=PHONE)
    school.goto("/song-cong-05518/truong-hoc-de-nghi/")
    school.select_option("#id_school", index=1)
    school.fill("#id_contact_name", "Cô giáo Minh Hoạ")
    school.fill("#id_contact_phone", "0208 000 0000")
    school.fill("#id_wished_on", f"{timezone.localdate() + timedelta(days=5):%d/%m/%Y}")
    school.fill("#id_grades", "khối 8")
    school.fill("#id_expected_pupils", "130")
    school.wait_for_timeout(3200)
    press(school, "button:has-text('Gửi đề nghị')")
    expect(school.locator("h1")).to_have_text("Chờ phường trả lời")

    officer.goto("/admin/truong-hoc/")
    press(officer, "td.title a")
    fill_moment(officer, "#id_on", f"{timezone.localdate():%d/%m/%Y}")
    officer.fill("#id_presenter", "Cán bộ Minh Hoạ")
    press(officer, "text=Đồng ý và gửi bộ tài liệu")

    school.reload()
    with school.expect_download() as download:
        school.click("text=Tải bộ tài liệu")
    with open(download.value.path(), "rb") as file:  # noqa: PTH123 - a path of the browser's own
        names = zipfile.ZipFile(io.BytesIO(file.read())).namelist()
    assert len(names) >= 6
    school.fill("#id_pupils", "120")
    school.fill("#id_teachers", "4")
    school.check("#id_has_read_disclosure_card")
    press(school, "button:has-text('Gửi báo cáo')")
    expect(school.locator("[role=status]")).to_contain_text("120 học sinh")


def read_the_reach(people: People, officer: Page) -> None:
    today = timezone.localdate()
    period = Period(today.replace(day=1), today + timedelta(days=2))
    days = f"tu={period.first.isoformat()}&den={period.last.isoformat()}"
    officer.goto(f"/admin/do-phu/?{days}")
    text = officer.locator(".reach").inner_text()
    assert "1/24 tổ đã xác nhận" in " ".join(text.split())
    assert Delivery.objects.filter(ward=MAIN, state=Delivery.State.CONFIRMED).count() == 2

    report = ward_reach(Ward.objects.get(pk=MAIN), period).report
    assert sum(school.visits for school in report.schools) == 120
    words = {word.value: figure.value for word, figure in report.words.items()}
    assert (words["lan_phat"], words["tin_zalo"], words["cuoc"]) == (1, 1, 1)

    neighbour = people.signed_in("canbo2", cast.PASSWORD, size=DESK)
    neighbour.goto(f"/admin/do-phu/?{days}")
    shown = " ".join(neighbour.locator(".reach").inner_text().split())
    assert "0/6 tổ đã xác nhận" in shown
    assert "Chưa ghi nhận gì trong kỳ này" in shown
    assert ward_reach(Ward.objects.get(pk=NEIGHBOUR), period).occasions == ()
