"""Scripts in three lengths, read with the ward's own dictionary, and the gate before approval."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import readings, scripts
from cms.models import Abbreviation
from cms.two_persons import SamePersonError
from media.versions import Version
from outreach.models import Ward
from tests import making

pytestmark = pytest.mark.django_db
LONG = " ".join(["Bà con hỏi kỹ trước khi nhận việc."] * 12)


def proposal(ward: Ward, written: str = "CTD", spoken: str = "cầu treo dân sinh") -> Abbreviation:
    row = Abbreviation(ward=ward, written=written, spoken=spoken, valid_from=timezone.localdate())
    readings.propose(row, by=making.officer(ward))
    return row


def test_a_script_is_spoken_with_its_hotlines_twice_at_the_end() -> None:
    page = making.draft(making.ward(), script_text="Sáng 30/7, UBND phường phát loa.")

    script = scripts.spoken(page)

    lines = script.spoken.splitlines()
    assert lines[0] == "Sáng ngày ba mươi tháng bảy, ủy ban nhân dân phường phát loa."
    assert lines[-1] == "Xin nhắc lại: một một một."
    assert script.sentences[0] == ("30/7 · UBND", lines[0])


def test_short_versions_leave_out_what_is_marked_and_nothing_else() -> None:
    text = f"Kính thưa bà con.\n[thêm] {LONG}\n[nên có] Hỏi người nhà trước.\nGọi ngay khi cần."
    page = making.draft(making.ward(), script_text=text)

    short, _, full = scripts.all_versions(page)

    assert LONG not in short.spoken
    assert "Hỏi người nhà trước." in short.spoken
    assert short.left_out == 1
    assert short.seconds <= Version.SHORT.seconds
    assert [LONG in full.spoken, "[" in full.spoken] == [True, False]


def test_a_required_part_that_is_too_long_is_said_with_seconds() -> None:
    page = making.draft(making.ward(), script_text=LONG)

    short = scripts.spoken(page, version=Version.SHORT)

    assert short.is_too_long
    assert short.excess[0] == -int(-(short.seconds - 45) // 1)


def test_an_unknown_abbreviation_blocks_until_two_persons_agree_on_its_reading() -> None:
    ward = making.ward()
    page = making.draft(ward, script_text="Bà con qua CTD cẩn thận.")
    blocked = page.approval_problems()

    row = proposal(ward)
    waiting = page.approval_problems()
    readings.approve(row, by=making.approver(ward))

    assert [problem for problem in blocked if "CTD" in problem] != []
    assert waiting == blocked
    assert page.approval_problems() == []


def test_a_wards_reading_holds_in_that_ward_only_and_ends_when_it_is_stopped() -> None:
    here, there = making.ward(), making.ward(1)
    row = proposal(here, "NVH", "nhà văn hóa tổ")
    readings.approve(row, by=making.approver(here))
    pages = [making.draft(ward, script_text="Tại NVH.") for ward in (here, there)]

    said = [scripts.spoken(page).spoken.splitlines()[0] for page in pages]
    readings.stop(row, by=making.officer(here))

    assert said == ["Tại nhà văn hóa tổ.", "Tại nhà văn hóa."]
    assert scripts.spoken(pages[0]).spoken.splitlines()[0] == "Tại nhà văn hóa."


def test_nobody_agrees_to_his_own_reading() -> None:
    ward = making.ward()
    row = proposal(ward)

    with pytest.raises(SamePersonError):
        readings.approve(row, by=row.author)
    with pytest.raises(readings.AlreadyProposedError):
        proposal(ward)
    readings.give_back(row, by=making.approver(ward))
    with pytest.raises(PermissionDenied):
        readings.approve(row, by=making.approver(ward))


def test_a_label_that_is_not_known_blocks() -> None:
    page = making.draft(making.ward(), script_text="[nen co] Hỏi kỹ.")

    assert scripts.problems(page) == [
        "Không rõ nhãn “[nen co]”. Chỉ dùng [nên có] hoặc [thêm] ở đầu đoạn."
    ]


def test_a_slower_reader_takes_longer() -> None:
    ward = making.ward()
    page = making.draft(ward, script_text=LONG)
    usual = scripts.spoken(page).seconds

    ward.reading_rate = 140
    ward.save()

    assert scripts.spoken(page).seconds > usual * 1.05


def test_the_screen_tries_a_sentence_and_keeps_what_was_typed(client: Client) -> None:
    ward = making.ward()
    client.force_login(making.officer(ward))
    typed = {
        "written": "CTD",
        "spoken": "cầu treo dân sinh",
        "kind": "word",
        "sentence": "Qua CTD 2.",
    }

    tried = client.post(reverse("cms_readings"), {**typed, "thu": "1"})
    refused = client.post(reverse("cms_readings"), {**typed, "spoken": "cầu 2", "ghi": "1"})
    client.post(reverse("cms_readings"), {**typed, "ghi": "1"})

    assert "Qua cầu treo dân sinh hai." in tried.content.decode()
    assert "Viết lời đọc bằng chữ đầy đủ" in refused.content.decode()
    assert 'value="CTD"' in refused.content.decode()
    assert [(row.written, row.state) for row in Abbreviation.objects.all()] == [
        ("CTD", Abbreviation.State.WAITING)
    ]


def test_another_wards_reading_does_not_exist(client: Client) -> None:
    row = proposal(making.ward())
    client.force_login(making.approver(making.ward(1)))

    answer = client.post(reverse("cms_reading", args=[row.pk]), {"viec": "duyet"})

    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.state == Abbreviation.State.WAITING
