"""What a pass of the scheduler reads, and what it writes down."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns import planning
from campaigns.models import Campaign, CampaignItem
from tests import making

pytestmark = pytest.mark.django_db


def test_a_pass_asks_as_often_for_many_campaigns_as_for_one() -> None:
    asked = []
    for number, ward in enumerate([making.ward(), making.ward("05500", "Tân Lập")], start=1):
        now = making.next_morning() + timedelta(days=40 * number, minutes=5)
        for one in range(number):
            making.campaign(ward, code=f"dot-{one}", due=now - timedelta(minutes=5))
        with CaptureQueriesContext(connection) as queries:
            assert len(planning.spawn_due(now)) >= number
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_only_items_that_may_be_due_are_read(monkeypatch: Any) -> None:
    now = making.next_morning() + timedelta(minutes=5)
    campaign = making.campaign(making.ward())
    Campaign.objects.filter(pk=campaign.pk).update(
        starts_on=now - timedelta(days=100), ends_on=now + timedelta(days=100)
    )
    today = timezone.localdate(now)
    like = campaign.items.get()
    for rule, days in (
        ("mot_lan", 1), ("mot_lan", -32), ("mot_lan", 60), ("mot_lan", -31), ("mot_lan", -3),
        ("hang_thang", 60),
    ):  # fmt: skip
        day = today + timedelta(days=days)
        CampaignItem.objects.create(
            campaign=campaign, material=like.material, channel_kind=like.channel_kind,
            audience=like.audience, at=like.at, rule=rule, on_date=day, day_of_month=today.day,
        )  # fmt: skip
    read = []
    dues_of = planning.dues_of
    monkeypatch.setattr(
        planning,
        "dues_of",
        lambda item, **options: read.append((item.rule, item.on_date)) or dues_of(item, **options),
    )

    spawned = planning.spawn_due(now)

    days = sorted((day - today).days for rule, day in read if rule == "mot_lan")
    assert days == [-31, -3, 0]
    assert sorted(rule for rule, _day in read if rule != "mot_lan") == ["hang_thang"]
    # What was due before the approval, two days earlier, never comes back to life.
    due = {(row.item.rule, timezone.localdate(row.due_at)) for row in spawned}
    assert due == {("mot_lan", today), ("hang_thang", today)}
