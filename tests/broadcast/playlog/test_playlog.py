"""Play logs as vendors write them: read tolerantly, matched carefully, nothing lost."""

import io
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
        ({"airing": "7", "seconds": None, "has_played": None}, Kind.SURE, Verdict.NOT_DONE),
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


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "không có dòng nhật ký"),
        (b"ma_cum_loa,bat_dau\n", "không có dòng nhật ký"),
        (b"PK\x03\x04 no workbook", "Excel"),
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
