"""The bundle and the sheet: approved, equal on two builds, and they come back as proof."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from broadcast import airing_links, bundle, handing_over, logging_in, paper, ticking
from broadcast.models import Airing, Evidence, PlayLogRow
from campaigns.models import ChannelKind
from outreach.models import Ward
from tests import making
from tests.broadcast import loudspeakers

pytestmark = pytest.mark.django_db
SCRIPT = "Kính thưa bà con. Sáng 30/7, UBND phường phát loa."


def airings_of(ward: Ward, *, starts: list[datetime] | None = None) -> list[Airing]:
    """Return airings of one approved script on one cluster of the ward."""
    due = making.next_morning()
    page = making.material(ward, "=Việc nhẹ, lương cao", script_text=SCRIPT)
    campaign = making.campaign(ward, kind=ChannelKind.LOUDSPEAKER, due=due, of_material=page)
    ticking.plan(now=due)
    occurrence = campaign.occurrences.get()
    cluster = loudspeakers.cluster(ward)
    text = handing_over.scripts.spoken(page).spoken
    return [
        loudspeakers.airing(cluster, occurrence, at, text=text, version="vua", seconds=40)
        for at in starts or [due, due + timedelta(days=1)]
    ]


def ready(ward: Ward) -> handing_over.Ready:
    (found,) = handing_over.ready(making.officer(ward), now=timezone.now())
    return found


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bundle_is_the_same_on_two_builds_and_hands_its_airings_over() -> None:
    ward = making.ward()
    airings_of(ward)
    found = ready(ward)
    before = bundle.build(handing_over.bulletin_of(found))

    name, data = handing_over.take_bundle(found, by=making.officer(ward), now=timezone.now())

    assert data == before
    assert name.startswith(f"bantin_{ward.pk}_")
    assert name.endswith("_viec-nhe-luong-cao.zip")
    assert set(entries(data)) == {
        "kichban.txt", "kichban_doc.txt", "kichban_a4.docx", "kichban_a4.pdf", "bantin.json",
        "lichphat.csv", "lichphat.ics",
    }  # fmt: skip
    assert {airing.state for airing in Airing.objects.all()} == {Airing.State.HANDED_OVER}


def test_lists_and_calendar_read_back_to_the_same_airings() -> None:
    ward = making.ward()
    rows = airings_of(ward)

    files = entries(bundle.build(handing_over.bulletin_of(ready(ward))))
    listed = list(csv.DictReader(io.StringIO(files["lichphat.csv"].decode("utf-8-sig"))))
    events = Calendar.from_ical(files["lichphat.ics"]).walk("VEVENT")
    facts = json.loads(files["bantin.json"])

    starts = [timezone.localtime(row.starts_at) for row in rows]
    assert [(row["ma_luot_phat"], row["ngay"], row["gio_bat_dau"]) for row in listed] == [
        (str(row.pk), f"{start:%Y-%m-%d}", f"{start:%H:%M:%S}")
        for row, start in zip(rows, starts, strict=True)
    ]
    assert [event.decoded("dtstart") for event in events] == starts
    assert b"BEGIN:VTIMEZONE" in files["lichphat.ics"]
    assert facts["muc"] == "thong_thuong"
    assert facts["co_quan"]["ma_xa"] == ward.pk
    assert sum(len(entry["days"]) * len(entry["times"]) for entry in facts["lich"]) == 2


def test_spoken_text_has_no_digit_and_a_formula_is_harmless() -> None:
    ward = making.ward()
    airings_of(ward)

    files = entries(bundle.build(handing_over.bulletin_of(ready(ward))))

    spoken = files["kichban_doc.txt"].decode()
    assert not any(character.isdigit() for character in spoken)
    assert "Sáng ngày ba mươi tháng bảy, ủy ban nhân dân phường phát loa.\r\n" in spoken
    assert "30/7" in files["kichban.txt"].decode()
    assert b"'=Vi" in files["lichphat.csv"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"is_approved": False}, "chưa duyệt"),
        ({"problems": ("Còn chữ “PBGDPL” chưa có cách đọc.",)}, "PBGDPL"),
        ({"level": "khan_cap"}, "khẩn cấp"),
        ({"sound": bundle.Sound(b"x", "espeak")}, "máy đọc thử"),
    ],
)
def test_what_may_not_leave_is_refused(changes: dict[str, object], message: str) -> None:
    ward = making.ward()
    airings_of(ward)
    bulletin = handing_over.bulletin_of(ready(ward))

    with pytest.raises(bundle.RefusedError, match=message):
        bundle.build(replace(bulletin, **changes))  # type: ignore[arg-type]


def test_the_log_of_our_own_bundle_confirms_its_airings_and_once() -> None:
    ward = making.ward()
    past = timezone.now() - timedelta(hours=3)
    rows = airings_of(ward, starts=[past, past + timedelta(minutes=30)])
    officer = making.officer(ward)
    found = handing_over.Ready(tuple(Airing.objects.order_by("pk")))
    listed = entries(bundle.build(handing_over.bulletin_of(found)))["lichphat.csv"]
    log = _played(listed, ["40", "20"])

    file = logging_in.receive(ward=ward, source="Đài A", name="log.csv", data=log, by=officer)
    first = logging_in.take(file, by=officer, now=timezone.now())
    again = logging_in.receive(ward=ward, source="Đài A", name="log2.csv", data=log, by=officer)
    logging_in.take(again, by=officer, now=timezone.now())

    assert first == "2 dòng: 2 khớp, 0 chưa rõ, 0 không có trong lịch."
    assert [Airing.objects.get(pk=row.pk).state for row in rows] == ["confirmed", "partial"]
    assert Evidence.objects.filter(airing__isnull=False).count() == 2
    assert PlayLogRow.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "reason"),
    [("Lỗi: mất điện", "mat_dien"), ("mưa to", "mua_bao"), ("Loa hỏng", "loa_hong"),
     ("Nhường bản tin ưu tiên", "nhuong_ban_tin"), ("Thiết bị báo lỗi", "khac"), ("", "khac")],
)  # fmt: skip
def test_a_console_says_why_in_its_own_words(said: str, reason: str) -> None:
    ward = making.ward()
    past = timezone.now() - timedelta(hours=3)
    (airing,) = airings_of(ward, starts=[past])
    start = timezone.localtime(past)
    row = f"{airing.pk};SC-01;{start:%d/%m/%Y %H:%M};Lỗi;{said}"
    log = f"ma_luot_phat;loa;bat_dau;ket_qua;ly_do\n{row}"
    officer = making.officer(ward)

    file = logging_in.receive(
        ward=ward, source="Đài A", name="a.csv", data=log.encode(), by=officer
    )
    logging_in.take(file, by=officer, now=timezone.now())

    assert Airing.objects.get().reason == reason


def _played(listed: bytes, seconds: list[str]) -> bytes:
    """Return the log that a console would write after the timetable ``listed``."""
    rows = list(csv.DictReader(io.StringIO(listed.decode("utf-8-sig"))))
    lines = ["ma_luot_phat;ma_cum_loa;ten_tep;bat_dau;giay_phat;ket_qua"]
    for row, played in zip(rows, seconds, strict=True):
        start = f"{row['ngay'][8:]}/{row['ngay'][5:7]}/{row['ngay'][:4]} {row['gio_bat_dau']}"
        lines.append(f"{row['ma_luot_phat']};{row['ma_cum_loa']};x.mp3;{start};{played};Thành công")
    return "\n".join(lines).encode()


def test_the_code_on_the_sheet_opens_one_airing_for_a_week(client: Client) -> None:
    ward = making.ward()
    (airing,) = airings_of(ward, starts=[timezone.now() - timedelta(hours=1)])
    address = airing_links.address(airing)
    path = address.split("//", 1)[1].partition("/")[2]
    leader = airing_links.witnesses(airing)[0]
    tap = {"viec": "da_lam", "to": leader.pk, "khoa": "0" * 32}

    seen = client.get(f"/{path}")
    state_after_opening = Airing.objects.get().state
    for _ in range(2):
        client.post(f"/{path}bao/", tap)
    wrong = client.get(f"/{path[:-3]}xx/")
    Airing.objects.update(starts_at=timezone.now() - timedelta(days=8))
    closed = client.get(f"/{path}")

    assert (seen.status_code, state_after_opening) == (200, Airing.State.PLANNED)
    assert Airing.objects.get().state == Airing.State.CONFIRMED
    assert Evidence.objects.filter(airing=airing).count() == 1
    assert (wrong.status_code, closed.status_code) == (404, 404)


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(client: Client) -> None:
    ward = making.ward()
    (airing,) = airings_of(ward, starts=[timezone.now() - timedelta(hours=1)])
    path = reverse("airing_confirm", args=[airing_links.token(airing)])
    leader = airing_links.witnesses(airing)[0]

    asked = client.post(path, {"viec": "khong_lam", "to": leader.pk, "ghi_chu": "Mưa to quá"})
    client.post(path, {"viec": "khong_lam", "to": leader.pk, "ly_do": "mua_bao"})

    assert asked.status_code == 400
    assert "Chọn lý do không phát được." in asked.content.decode()
    assert "Mưa to quá" in asked.content.decode()
    assert Airing.objects.get().reason == "mua_bao"


def test_reading_to_the_end_is_not_yet_proof(client: Client) -> None:
    ward = making.ward()
    (airing,) = airings_of(ward, starts=[timezone.now() - timedelta(minutes=2)])
    token = airing_links.token(airing)

    screen = client.get(reverse("airing_prompter", args=[token])).content.decode()
    current = client.get(reverse("airing_current", args=[token])).content
    client.post(reverse("airing_read", args=[token]))

    assert screen.count('class="line"') == len(paper.sheet_of(airing).sentences) + 2
    assert current == b"1"
    assert Airing.objects.get().state == Airing.State.PLAYED


def test_an_officer_takes_the_bundle_and_another_ward_sees_nothing(client: Client) -> None:
    ward = making.ward()
    airing = airings_of(ward)[0]
    key = ready(ward).key
    client.force_login(making.officer(making.ward(1)))
    stranger = client.post(reverse("broadcast_bundle", args=[key]))
    stranger_sheet = client.post(reverse("broadcast_sheet", args=[airing.pk, "pdf"]))
    client.force_login(making.officer(ward))

    listed = client.get(reverse("broadcast_handover")).content.decode()
    taken = client.post(reverse("broadcast_bundle", args=[key]))
    sheet = client.post(reverse("broadcast_sheet", args=[airing.pk, "docx"]), {"co": "26"})

    assert (stranger.status_code, stranger_sheet.status_code) == (404, 404)
    assert "=Việc nhẹ, lương cao" in listed
    assert taken["Content-Type"] == "application/zip"
    assert sheet.content[:2] == b"PK"
