"""What was approved and has become wrong does not leave, and what left is called back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from broadcast import airing_links, airings, bundle, gate, handing_over, rechecking
from broadcast.models import Airing, Loudspeaker
from cms.models import Hotline, MaterialPage
from outreach.models import Ward
from tests import making
from tests.broadcast import loudspeakers
from tests.broadcast.test_handing_over import airings_of, entries, ready

pytestmark = pytest.mark.django_db


def revise(ward: Ward, **fields: Any) -> None:
    """Let the ward's material be changed and approved anew."""
    page = MaterialPage.objects.get().specific
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=making.officer(ward)).publish(user=making.approver(ward))


def build(ward: Ward) -> dict[str, bytes]:
    return entries(bundle.build(handing_over.bulletin_of(ready(ward))))


def test_each_cluster_has_its_own_times_in_the_list_for_machines() -> None:
    ward = making.ward()
    first, second = airings_of(ward)
    other = loudspeakers.cluster(ward, "SC-02")
    Airing.objects.filter(pk=second.pk).update(
        loudspeaker=other, starts_at=first.starts_at + timedelta(minutes=3)
    )

    entry = json.loads(build(ward)["bantin.json"])["lich"]

    start = timezone.localtime(first.starts_at)
    seconds = start.hour * 3600 + start.minute * 60
    assert [(one["cum_loa"], one["times"]) for one in entry] == [
        (["SC-01"], [seconds]),
        (["SC-02"], [seconds + 180]),
    ]


def test_clusters_with_the_same_times_share_an_entry() -> None:
    ward = making.ward()
    first, second = airings_of(ward)
    other = loudspeakers.cluster(ward, "SC-02")
    Airing.objects.filter(pk=second.pk).update(loudspeaker=other, starts_at=first.starts_at)

    (entry,) = json.loads(build(ward)["bantin.json"])["lich"]

    assert entry["cum_loa"] == ["SC-01", "SC-02"]


def test_another_level_or_reading_is_a_bulletin_of_its_own() -> None:
    ward = making.ward()
    first, second = airings_of(ward)
    officer, now = making.officer(ward), timezone.now()

    def count() -> int:
        return len({one.key for one in handing_over.ready(officer, now=now)})

    together = count()
    Airing.objects.filter(pk=first.pk).update(level="uu_tien")
    levels = count()
    Airing.objects.filter(pk=second.pk).update(level="uu_tien", text="Lời khác.")

    assert (together, levels, count()) == (1, 2, 2)


def test_what_was_handed_over_and_cancelled_is_cancelled_in_the_calendar() -> None:
    ward = making.ward()
    first, second = airings_of(ward)
    officer, now = making.officer(ward), timezone.now()
    handing_over.take_bundle(ready(ward), by=officer, now=now)
    airings.cancel(first, by=officer, reason="Nhường bản tin khác", now=now)

    files = build(ward)
    events = Calendar.from_ical(files["lichphat.ics"]).walk("VEVENT")
    handing_over.take_bundle(ready(ward), by=officer, now=now)

    revision = first.material_revision_id
    assert {(str(e["STATUS"]), int(e["SEQUENCE"])) for e in events} == {
        ("CANCELLED", revision + 1),
        ("CONFIRMED", revision),
    }
    assert files["lichphat.csv"].count(b"\r\n") == 2
    assert [row.pk for row in gate.outdated(officer, now=now)] == [first.pk]
    assert Airing.objects.get(pk=second.pk).state == Airing.State.HANDED_OVER


def test_a_sheet_passes_the_same_gate_as_a_bundle(client: Client) -> None:
    ward = making.ward()
    airing, _ = airings_of(ward)
    client.force_login(making.officer(ward))
    page = reverse("broadcast_sheet", args=[airing.pk, "pdf"])
    Hotline.objects.update(verified_on=timezone.localdate() - timedelta(days=200))

    refused = client.post(page, follow=True).content.decode()
    with pytest.raises(bundle.RefusedError, match="180 ngày"):
        build(ward)
    untouched = Airing.objects.get(pk=airing.pk).state
    Hotline.objects.update(verified_on=timezone.localdate())
    printed = client.post(page)

    assert "Số 111 đã quá 180 ngày chưa gọi kiểm tra." in refused
    assert untouched == Airing.State.PLANNED
    assert printed.content.startswith(b"%PDF")
    assert Airing.objects.get(pk=airing.pk).state == Airing.State.HANDED_OVER


def test_a_cluster_that_plays_files_gets_no_bundle_without_one() -> None:
    ward = making.ward()
    airings_of(ward)
    Loudspeaker.objects.update(technology="ip")

    with pytest.raises(bundle.RefusedError, match="Cụm loa IP SC-01 cần bản ghi"):
        build(ward)


def test_only_another_script_makes_a_sheet_worthless(client: Client) -> None:
    ward = making.ward()
    airing, _ = airings_of(ward)
    client.force_login(making.officer(ward))
    client.post(reverse("broadcast_sheet", args=[airing.pk, "pdf"]))
    prompter = reverse("airing_prompter", args=[airing_links.token(airing)])
    bar = '<p class="stale" role="alert">'

    revise(ward, zalo_text="Tin Zalo đã sửa, lời loa vẫn thế.")
    same = client.get(prompter).content.decode()
    revise(ward, script_text="Kính thưa bà con. Lời đã khác.")
    changed = client.get(prompter).content.decode()
    listed = client.get(reverse("broadcast_handover")).content.decode()
    home = client.get("/admin/").content.decode()

    assert (bar in same, bar in changed) == (False, True)
    assert "bài đã sửa sau khi bàn giao" in listed
    assert "<strong>1</strong> lượt phát đã bàn giao nay không còn đúng" in home
    assert gate.CHANGED in rechecking.broken(ward, now=timezone.now())[0][1]
    with pytest.raises(bundle.RefusedError, match="bản mới"):
        build(ward)
