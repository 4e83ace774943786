"""Booking on the screen: nothing said is lost, and an odd address is no error page."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadcast import repeating, slot_book
from broadcast.models import Airing
from campaigns.models import Campaign, Occurrence
from tests import making
from tests.broadcast import loudspeakers
from tests.broadcast.test_slot_screens import asked, at, item_of, next_monday

pytestmark = pytest.mark.django_db


def test_what_only_warns_is_said_with_the_booking(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))

    answer = client.post(reverse("broadcast_slot_new"), asked(item, cluster), follow=True)

    assert Airing.objects.count() == 1
    assert "Lưu ý: Chưa có quy chế phát thanh" in answer.content.decode()


def test_an_offered_start_keeps_the_version_and_the_level(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))
    wish = asked(item, cluster, at="12:10", version="ngan", level="uu_tien")

    refused = client.post(reverse("broadcast_slot_new"), wish).content.decode()
    offered = client.get(
        reverse("broadcast_slot_new"), {"cum": cluster.pk, "ban": "ngan", "muc": "uu_tien"}
    ).content.decode()

    assert f"bai={item.pk}&amp;ban=ngan&amp;muc=uu_tien" in refused
    assert '<option value="ngan" selected>' in offered
    assert '<option value="uu_tien" selected>' in offered


@pytest.mark.parametrize("query", ["tuan=2026-02-30", "tuan=x", "ngay=2026-13-01", "gio=25:61"])
def test_an_odd_address_is_no_error_page(client: Client, query: str) -> None:
    ward = making.ward()
    loudspeakers.cluster(ward)
    client.force_login(making.officer(ward))

    pages = [reverse("broadcast_slot_book"), reverse("broadcast_slot_new")]

    assert [client.get(f"{page}?{query}").status_code for page in pages] == [200, 200]


def test_days_of_the_month_can_be_asked_for(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    last = next_monday() + timedelta(days=100)
    Campaign.objects.update(ends_on=last)
    client.force_login(making.officer(ward))
    wish = asked(item, cluster, until=f"{last:%d/%m/%Y}", days_of_month="5, 20")

    answer = client.post(reverse("broadcast_slot_new"), wish)
    too_many = client.post(reverse("broadcast_slot_new"), wish | {"days_of_month": ""})
    nonsense = client.post(reverse("broadcast_slot_new"), wish | {"days_of_month": "5, 40"})

    days = {timezone.localdate(row.starts_at).day for row in Airing.objects.all()}
    assert days
    assert days <= {5, 20}
    assert "ngày xếp được" in answer.content.decode()
    assert "mỗi lần xếp tối đa 62" in too_many.content.decode()
    assert "Ghi các ngày từ 1 đến 31" in nonsense.content.decode()


def test_days_of_the_month_and_weekdays_narrow_each_other() -> None:
    found = repeating.days_between(
        date(2026, 7, 1), date(2026, 9, 30),
        weekdays=frozenset({1, 2, 3, 4, 5}), days_of_month=frozenset({5, 20}),
    )  # fmt: skip

    assert found == [date(2026, 7, 20), date(2026, 8, 5), date(2026, 8, 20)]


def test_a_cancelled_occurrence_is_an_answer_and_no_error(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))
    client.post(reverse("broadcast_slot_new"), asked(item, cluster))
    Occurrence.objects.update(cancelled_at=timezone.now())
    until = f"{next_monday():%d/%m/%Y}"

    answer = client.post(
        reverse("broadcast_slot_new"), asked(item, cluster, at="17:30", until=until)
    )

    assert answer.status_code == 200
    assert "Lần phát hành này đã huỷ." in answer.content.decode()


def test_a_repeated_wish_may_be_overridden_with_a_document(client: Client) -> None:
    ward = making.ward()
    cluster, item = loudspeakers.cluster(ward), item_of(ward)
    client.force_login(making.officer(ward))
    until = f"{next_monday():%d/%m/%Y}"
    document = {"override_reason": "Lễ kỷ niệm", "override_citation": "Công văn 12"}

    client.post(
        reverse("broadcast_slot_new"), asked(item, cluster, at="19:00", until=until, **document)
    )

    assert [row.override_citation for row in Airing.objects.all()] == ["Công văn 12"]


def test_only_a_start_still_to_come_is_offered() -> None:
    cluster = loudspeakers.cluster(making.ward())
    monday = next_monday()

    def offered(hour: int, minute: int) -> list[object]:
        days = slot_book.week(cluster, monday=monday, now=at(monday, hour, minute))
        return [cell.next_start for cell in days[0].cells]

    assert offered(5, 0) == [at(monday, 5, 30), at(monday, 16, 30)]
    assert offered(6, 10) == [at(monday, 6, 11), at(monday, 16, 30)]
    assert offered(17, 0) == [None, at(monday, 17, 1)]
