"""Play logs as vendors write them: read tolerantly, matched carefully, nothing lost."""

import io
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from broadcast import playlog
from broadcast.models import PlayLogFile, VendorMapping
from broadcast.playlog.matching import Kind, Verdict
from broadcast.playlog.reading import ZONE
from tests import making

START = datetime(2026, 7, 20, 17, 0, tzinfo=ZONE)


def planned(number: int, cluster: str = "SC-03", minutes: int = 0) -> playlog.Planned:
    at = START + timedelta(minutes=minutes)
    return playlog.Planned(number, cluster, "viec-nhe-luong-cao", at, 84)


def line(**fields: object) -> playlog.Line:
    values = {
        "row": 2, "airing": "", "cluster": "SC-03", "file": "", "starts_at": START,
        "seconds": 84, "has_played": True, "reason": "",
    } | fields  # fmt: skip
    return playlog.Line(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "kind", "verdict"),
    [
        ({"airing": "7"}, Kind.SURE, Verdict.DONE),
        ({"airing": "7", "starts_at": START + timedelta(hours=9)}, Kind.SURE, Verdict.DONE),
        ({"airing": "7", "cluster": "SC-99"}, Kind.UNKNOWN, Verdict.NOT_DONE),
        ({"file": r"C:\loa\BANTIN_05518_20260720_viec-nhe-luong-cao.mp3"}, Kind.SURE, Verdict.DONE),
        ({"file": "x", "starts_at": START + timedelta(minutes=9)}, Kind.AMBIGUOUS, Verdict.DONE),
        ({"starts_at": START + timedelta(minutes=11)}, Kind.UNKNOWN, Verdict.NOT_DONE),
        ({"airing": "7", "seconds": 76}, Kind.SURE, Verdict.DONE),
        ({"airing": "7", "seconds": 75}, Kind.SURE, Verdict.PARTLY),
        ({"airing": "7", "seconds": 8}, Kind.SURE, Verdict.NOT_DONE),
        ({"airing": "7", "has_played": False}, Kind.SURE, Verdict.NOT_DONE),
        ({"airing": "7", "seconds": None, "has_played": None}, Kind.AMBIGUOUS, Verdict.DONE),
        ({"airing": "7", "starts_at": START + timedelta(days=1)}, Kind.AMBIGUOUS, Verdict.DONE),
    ],
)
def test_a_line_is_matched_as_surely_as_it_says(
    fields: dict[str, object], kind: Kind, verdict: Verdict
) -> None:
    (found,) = playlog.match([line(**fields)], [planned(7)])

    assert (found.kind, found.verdict) == (kind, verdict)
    assert (found.planned is None) == (kind is Kind.UNKNOWN)


def test_the_nearest_of_two_is_taken() -> None:
    (found,) = playlog.match(
        [line(starts_at=START + timedelta(minutes=7))], [planned(1), planned(2, minutes=8)]
    )

    assert found.planned == planned(2, minutes=8)


CSV = "Thiết bị;Thời gian bắt đầu;Thời lượng;Trạng thái\nSC-03;20/07/2026 17:00:04;1:24;Thành công"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_columns_are_found_by_what_vendors_call_them(encoding: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", CSV) if encoding == "cp1258" else CSV
    data = text.encode(encoding, errors="ignore")

    log = playlog.read(data)

    (read,) = log.lines
    assert (read.cluster, read.starts_at, read.seconds, read.has_played) == (
        "SC-03", START + timedelta(seconds=4), 84, True,
    )  # fmt: skip


def test_a_workbook_with_days_and_times_apart_is_read() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Mã lượt phát", "Cụm loa", "Ngày", "Giờ bắt đầu", "Số giây", "Kết quả"])
    sheet.append([7, "SC-03", START.replace(tzinfo=None), "17h00", 84, "Lỗi: mất kết nối"])
    output = io.BytesIO()
    book.save(output)

    (read,) = playlog.read(output.getvalue()).lines

    assert (read.airing, read.starts_at, read.seconds, read.has_played) == ("7", START, 84, False)


def test_wrong_lines_are_explained_and_the_others_taken() -> None:
    data = (
        "ma_cum_loa,bat_dau,giay_phat\nSC-03,20/07/2026 17:00,84\nSC-03,hôm qua,84\n"
        ",20/07/2026 17:30,84\nSC-03,20/07/2026 18:00,lâu\n"
    ).encode()

    log = playlog.read(data)

    assert [one.row for one in log.lines] == [2]
    assert [(problem.row, problem.message) for problem in log.problems] == [
        (3, "Không hiểu ngày giờ “hôm qua”."),
        (4, "Thiếu mã cụm loa."),
        (5, "Không hiểu thời lượng “lâu”."),
    ]


def test_a_title_and_empty_lines_above_do_not_shift_the_row_numbers() -> None:
    data = f"NHẬT KÝ PHÁT THANH\r\nUBND phường\r\n\r\n{CSV}\r\n\r\n;hôm qua;;".encode()

    log = playlog.read(data)

    assert [one.row for one in log.lines] == [5]
    assert [problem.row for problem in log.problems] == [7]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_and_old_line_ends_are_read(encoding: str) -> None:
    data = CSV.replace("\n", "\r").encode(encoding)

    assert [one.cluster for one in playlog.read(data).lines] == ["SC-03"]


@pytest.mark.parametrize(
    ("length", "seconds"),
    [("84", 84), ("84,0", 84), ("84 giây", 84), ("1 phút 24 giây", 84), ("2 phút", 120),
     ("1m24s", 84), ("1h 2m 3s", 3723), ("00:01:24", 84), ("1'24\"", 84)],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(length: str, seconds: int) -> None:
    data = f"Loa\tBắt đầu\tThời lượng\nSC-03\t20/07/2026 17:00\t{length}".encode()

    assert [one.seconds for one in playlog.read(data).lines] == [seconds]


@pytest.mark.parametrize(
    ("word", "has_played"),
    [("Thành công", True), ("Đã phát, không lỗi", True), ("Phát tốt", True),
     ("Không thành công", False), ("Lỗi mạng", False), ("Phát xong, có lỗi", False)],
)  # fmt: skip
def test_results_are_understood(word: str, has_played: bool) -> None:
    data = f"Loa;Bắt đầu;Kết quả\nSC-03;20/07/2026 17:00;{word}".encode()

    assert [one.has_played for one in playlog.read(data).lines] == [has_played]


def test_a_word_that_nobody_explained_is_no_failure() -> None:
    data = "Loa;Bắt đầu;Kết quả\nSC-03;20/07/2026 17:00;Xanh\n".encode()
    headings = {"cluster": "Loa", "start": "Bắt đầu", "result": "Kết quả"}

    before = playlog.read(data)
    after = playlog.read(data, known=playlog.Mapping(headings, ("xanh",)))

    assert before.lines == []
    assert before.problems[0].message.startswith("Không hiểu kết quả “Xanh”.")
    assert [one.has_played for one in after.lines] == [True]


def test_a_vendor_may_write_the_month_first() -> None:
    data = b"Loa,Start,Duration\nSC-03,07/08/2026 17:00,84\n"
    headings = {"cluster": "Loa", "start": "Start", "seconds": "Duration"}

    (read,) = playlog.read(data, known=playlog.Mapping(headings, is_month_first=True)).lines

    assert read.starts_at == datetime(2026, 7, 8, 17, tzinfo=ZONE)


def test_a_long_log_is_matched_quickly() -> None:
    lines = [line(starts_at=START + timedelta(minutes=n)) for n in range(10_000)]
    plan = [planned(n, cluster=f"SC-{n % 9:02d}", minutes=20 * n) for n in range(600)]
    started = time.perf_counter()

    playlog.match(lines, plan)

    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "không có dòng nhật ký"),
        (b"ma_cum_loa,bat_dau\n", "không có dòng nhật ký"),
        (b"PK\x03\x04 no workbook", "Excel"),
        (b"ma_cum_loa,bat_dau\n" + b"x" * 200_000, "CSV bị hỏng"),
        ("ma_cum_loa,bat_dau,muc\nSC-03,20/07/2026 17:00,Khẩn cấp".encode(), "khẩn cấp"),
    ],
)
def test_what_is_no_log_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(playlog.UnreadableLogError, match=message):
        playlog.read(data)


def test_utc_times_are_understood() -> None:
    data = b"ma_cum_loa,bat_dau\nSC-03,2026-07-20T10:00:00+00:00\n"

    assert playlog.read(data).lines[0].starts_at == datetime(2026, 7, 20, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_unknown_columns_are_chosen_once_and_remembered(client: Client) -> None:
    ward = making.ward()
    client.force_login(making.officer(ward))
    data = "Cột lạ,Lúc nào\nSC-03,20/07/2026 17:00\n".encode()

    def upload() -> PlayLogFile:
        from django.core.files.uploadedfile import SimpleUploadedFile

        form = {"source": "Đài B", "file": SimpleUploadedFile("nk.csv", data)}
        client.post(reverse("broadcast_play_logs"), form)
        return PlayLogFile.objects.latest("pk")

    first = upload()
    asked = client.get(reverse("broadcast_play_log", args=[first.pk])).content.decode()
    chosen = {"viec": "cot", "cluster": "Cột lạ", "start": "Lúc nào"}
    client.post(reverse("broadcast_play_log_act", args=[first.pk]), chosen)
    second = client.get(reverse("broadcast_play_log", args=[upload().pk])).content.decode()

    assert "Chưa biết cột nào là mã cụm loa, giờ bắt đầu" in asked
    assert VendorMapping.objects.get().headings["cluster"] == "Cột lạ"
    assert "1 dòng: 0 khớp, 0 chưa rõ, 1 không có trong lịch." in second


@pytest.mark.django_db
def test_a_column_chosen_as_the_level_may_refuse_and_can_be_taken_back(client: Client) -> None:
    ward = making.ward()
    client.force_login(making.officer(ward))
    data = "Loa,Bắt đầu,Loại tin\nSC-03,20/07/2026 17:00,Khẩn cấp\n".encode()
    file = PlayLogFile.objects.create(
        ward=ward, source="Đài B", name="nk.csv", data=data, uploaded_by=making.officer(ward)
    )
    page = reverse("broadcast_play_log", args=[file.pk])
    act = reverse("broadcast_play_log_act", args=[file.pk])

    chosen = {"viec": "cot", "cluster": "Loa", "start": "Bắt đầu", "level": "Loại tin"}
    client.post(act, chosen)
    refused = client.get(page)
    taken = client.post(act, {"viec": "nhan"}, follow=True)
    client.post(act, {"viec": "cot"})

    assert "không nhận bản tin khẩn cấp" in refused.content.decode()
    assert "không nhận bản tin khẩn cấp" in taken.content.decode()
    assert not file.rows.exists()
    assert "1 dòng: 0 khớp" in client.get(page).content.decode()
