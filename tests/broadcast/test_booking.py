"""From an approved item to a slot in the book: judged twice, written once, answered per date."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from broadcast import booking, repeating, ticking, wishes
from broadcast.booking import Override, RefusedError
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing, Delivery, SlotRule
from broadcast.slots import Code
from campaigns import planning
from campaigns.models import Campaign, CampaignItem, ChannelKind, Occurrence, QuietPeriod
from cms.models import Hotline
from outreach.models import ResidentialGroup, Ward
from tests import making
from tests.broadcast import loudspeakers

pytestmark = pytest.mark.django_db
CITATION = "Quyết định 12/QĐ-UBND"


def monday(hour: int = 17, minute: int = 0, *, after: int = 0) -> datetime:
    """Return a moment of the first Monday at least two days ahead, ``after`` days later."""
    day = timezone.localdate() + timedelta(days=2)
    day += timedelta(days=(7 - day.weekday()) % 7 + after)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@pytest.fixture
def ward() -> Ward:
    return making.ward()


@pytest.fixture
def wish(ward: Ward) -> wishes.Wish:
    """Return an approved item due on Monday at 8, wished for on a wired cluster."""
    making.campaign(ward, kind=ChannelKind.LOUDSPEAKER, due=monday(8))
    Campaign.objects.update(ends_on=monday(after=20).date())
    return wishes.Wish(item=CampaignItem.objects.get(), loudspeaker=loudspeakers.cluster(ward))


def fresh(wish: wishes.Wish) -> wishes.Wish:
    """Return the same wish as the next request would see it."""
    item = CampaignItem.objects.get(pk=wish.item.pk)
    return wishes.Wish(item=item, loudspeaker=wish.loudspeaker, level=wish.level)


def book(wish: wishes.Wish, start: datetime | None = None, **fields: Any) -> Airing:
    values = {"by": making.officer(wish.loudspeaker.ward), "now": timezone.now(), **fields}
    return booking.book(wish, starts_at=start or monday(), **values)


def codes(wish: wishes.Wish, start: datetime | None = None) -> list[Code]:
    """Return the blocking codes against ``wish``."""
    found = wishes.why_not(fresh(wish), starts_at=start or monday(), now=timezone.now())
    return [reason.code for reason in found if reason.is_block]


def test_a_booking_freezes_what_is_said_and_why_it_may_be(wish: wishes.Wish) -> None:
    SlotRule.objects.create(
        ward=wish.loudspeaker.ward, valid_from=date(2025, 7, 1), citation=CITATION
    )

    airing = book(wish)

    assert "Hỏi kỹ trước khi nhận việc." in airing.text
    assert airing.text.count("một một một") == 2
    assert airing.citation == "Chưa có căn cứ"
    assert airing.booked_by == making.officer(wish.loudspeaker.ward)
    assert (airing.occurrence.due_at, airing.state) == (monday(8), Airing.State.PLANNED)


def test_the_occurrence_written_ahead_is_the_one_that_comes_due(wish: wishes.Wish) -> None:
    airing = book(wish)

    assert Delivery.objects.count() == 0
    ticking.tick(now=monday(8, 5))

    assert Occurrence.objects.get() == airing.occurrence
    assert Delivery.objects.count() == 3


def test_a_new_approval_reaches_what_was_written_ahead(wish: wishes.Wish) -> None:
    occurrence = book(wish).occurrence
    page = wish.item.material.specific
    page.script_text = "Kính thưa bà con. Bài mới."
    page.save_revision(user=making.officer(wish.loudspeaker.ward)).publish(
        user=making.approver(wish.loudspeaker.ward)
    )
    campaign = Campaign.objects.get()

    campaign.save_revision(user=making.officer(wish.loudspeaker.ward)).publish(
        user=making.approver(wish.loudspeaker.ward)
    )

    page.refresh_from_db()
    occurrence.refresh_from_db()
    assert occurrence.material_revision_id == page.live_revision_id


def test_nobody_else_books_in_this_ward(wish: wishes.Wish) -> None:
    neighbour = making.ward("05533", "Bá Xuyên")

    for stranger in (making.officer(neighbour), making.approver(wish.loudspeaker.ward)):
        with pytest.raises(PermissionDenied):
            book(wish, by=stranger)
    foreign = wishes.Wish(item=wish.item, loudspeaker=loudspeakers.cluster(neighbour))
    with pytest.raises(PermissionDenied):
        book(foreign)


def test_an_emergency_is_never_booked(wish: wishes.Wish) -> None:
    urgent = wishes.Wish(item=wish.item, loudspeaker=wish.loudspeaker, level="khan_cap")

    with pytest.raises(NotPossibleError, match="không nhận bản tin khẩn cấp"):
        book(urgent)


def stop(state: str) -> Callable[[wishes.Wish], Any]:
    return lambda wish: Campaign.objects.update(state=state)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (stop("tam_dung"), Code.NOT_APPROVED),
        (stop("da_huy"), Code.NOT_APPROVED),
        (lambda wish: Hotline.objects.update(verified_on=date(2025, 7, 1)), Code.HOTLINE_STALE),
        (
            lambda wish: QuietPeriod.objects.create(
                ward=wish.loudspeaker.ward,
                starts_on=monday(after=7).date(),
                ends_on=monday(after=7).date(),
                reason="ngày thi",
            ),
            Code.QUIET_DAY,
        ),
    ],
)
def test_what_stands_in_the_way_is_found_in_the_rows(
    wish: wishes.Wish, change: Callable[[wishes.Wish], Any], code: Code
) -> None:
    assert codes(wish, monday(after=7)) == []

    change(wish)

    assert codes(wish, monday(after=7)) == [code]


def test_an_ip_cluster_needs_a_recording(wish: wishes.Wish) -> None:
    ip = loudspeakers.cluster(wish.loudspeaker.ward, "SC-09", technology="ip")

    assert codes(wishes.Wish(item=wish.item, loudspeaker=ip)) == [Code.NO_AUDIO]


def test_outside_the_campaign_nothing_is_approved(wish: wishes.Wish) -> None:
    assert codes(wish, monday(after=28)) == [Code.NOT_APPROVED]


def test_a_rule_is_set_aside_by_a_document_only(wish: wishes.Wish) -> None:
    saturday = monday(after=5)
    with pytest.raises(RefusedError):
        book(wish, saturday)
    with pytest.raises(NotPossibleError, match="lý do và căn cứ"):
        book(wish, saturday, override=Override("Mít tinh", " "))

    airing = book(wish, saturday, override=Override("Mít tinh 30/7", "Kế hoạch 40/KH-UBND"))
    plain = book(fresh(wish), override=Override("Mít tinh 30/7", "Kế hoạch 40/KH-UBND"))

    assert airing.override_citation == "Kế hoạch 40/KH-UBND"
    assert plain.override_citation == ""


@pytest.mark.parametrize("code", ["not_approved", "hotline_stale", "past", "overlap"])
def test_some_rules_are_never_set_aside(wish: wishes.Wish, code: str) -> None:
    start, now = monday(), timezone.now()
    if code == "not_approved":
        Campaign.objects.update(state="tam_dung")
    elif code == "hotline_stale":
        Hotline.objects.update(verified_on=None)
    elif code == "past":
        now = start
    else:
        book(wish, start)
    override = Override("Lãnh đạo yêu cầu", "Công văn 1/UBND")

    with pytest.raises(RefusedError) as refused:
        book(fresh(wish), start, now=now, override=override)

    assert code in [reason.code for reason in refused.value.reasons]


def test_a_repeated_wish_is_answered_for_each_date(wish: wishes.Wish) -> None:
    QuietPeriod.objects.create(
        ward=wish.loudspeaker.ward,
        starts_on=monday(after=2).date(),
        ends_on=monday(after=2).date(),
        reason="ngày thi",
    )
    days = repeating.days_between(
        monday().date(), monday(after=6).date(), weekdays=frozenset({1, 2, 3, 6})
    )

    answers = repeating.book_days(
        wish,
        days=days,
        at=time(17),
        by=making.officer(wish.loudspeaker.ward),
        now=timezone.now(),
    )

    assert [bool(answer.airing) for answer in answers] == [True, True, False, False]
    assert repeating.summary(answers) == "2 ngày xếp được, 2 ngày không"
    assert "ngày thi" in answers[2].sentence
    assert "thứ Bảy" in answers[3].sentence
    assert Airing.objects.count() == 2


def test_a_free_start_is_offered_and_can_be_booked(wish: wishes.Wish) -> None:
    book(wish)

    offered = wishes.suggest(fresh(wish), starts_at=monday(), now=timezone.now())

    assert len(offered) == 3
    for start in offered:
        book(fresh(wish), start)
    assert Airing.objects.count() == 4


def test_a_monthly_item_is_served_in_its_own_month(wish: wishes.Wish) -> None:
    year = timezone.localdate().year + 1
    first, last = date(year, 1, 1), date(year, 3, 31)
    monday_of_february = next(d for d in range(1, 8) if date(year, 2, d).weekday() == 0)
    Campaign.objects.update(starts_on=first, ends_on=last)
    CampaignItem.objects.update(rule="hang_thang", day_of_month=28, on_date=None)
    start = timezone.make_aware(datetime.combine(date(year, 2, monday_of_february), time(17)))

    airing = book(fresh(wish), start)

    assert timezone.localdate(airing.occurrence.due_at) == date(year, 2, 28)
    assert airing.occurrence in planning.spawn_due(airing.occurrence.due_at)
    assert Occurrence.objects.filter(due_at=airing.occurrence.due_at).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_the_last_minute_one_wins_and_the_other_sees_who(ward: Ward) -> None:
    long = making.material(ward, script_text="Bà con hỏi kỹ trước khi nhận việc. " * 10)
    making.campaign(ward, kind=ChannelKind.LOUDSPEAKER, due=monday(8), of_material=long)
    cluster, officer = loudspeakers.cluster(ward), making.officer(ward)
    SlotRule.objects.create(
        ward=ward, valid_from=date(2025, 7, 1), citation=CITATION, minutes_per_session=1
    )
    barrier = Barrier(2)

    def try_to(start: datetime) -> str:
        try:
            wish = wishes.Wish(item=CampaignItem.objects.get(), loudspeaker=cluster)
            barrier.wait(timeout=10)
            return str(booking.book(wish, starts_at=start, by=officer, now=timezone.now()))
        except RefusedError as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(try_to, [monday(16, 40), monday(18)]))

    assert Airing.objects.count() == 1
    (lost,) = (words for words in said if "Buổi 16:30" in words)
    assert f"của {officer}" in lost


def test_a_funeral_in_one_group_silences_only_the_loudspeakers_it_hears(wish: wishes.Wish) -> None:
    ward, day = wish.loudspeaker.ward, monday().date()
    first, *others = ResidentialGroup.objects.filter(ward=ward).order_by("position")
    wish.loudspeaker.groups.set([first])
    far = loudspeakers.cluster(ward, "SC-09")
    far.groups.set(others)
    period = QuietPeriod.objects.create(ward=ward, starts_on=day, ends_on=day, reason="tang lễ")
    period.groups.set([first])

    found = wishes.why_not(fresh(wish), starts_at=monday(), now=timezone.now())
    elsewhere = wishes.Wish(item=wish.item, loudspeaker=far)

    assert f"không phát: tang lễ ({first})." in " ".join(reason.sentence for reason in found)
    assert Code.QUIET_DAY not in codes(elsewhere)
    assert planning.quiet_periods(ward.pk) == []
