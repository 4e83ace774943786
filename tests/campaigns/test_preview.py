"""The plan of a campaign, whole or as far as the near future goes."""

from datetime import timedelta

import pytest

from campaigns import preview
from tests import making

pytestmark = pytest.mark.django_db


def test_the_near_future_leaves_out_what_is_later_and_what_is_past() -> None:
    due = making.next_morning()
    campaign = making.campaign(making.ward(), due=due)

    def lines(*, before: timedelta, within: timedelta | None) -> int:
        return len(preview.plan(campaign, now=due - before, within=within))

    day = timedelta(days=1)
    assert lines(before=day, within=2 * day) == 1
    assert lines(before=2 * day, within=day) == 0
    assert lines(before=-timedelta(hours=1), within=day) == 0
    assert lines(before=2 * day, within=None) == 1


def test_what_is_near_is_counted_as_in_the_whole_plan() -> None:
    due = making.next_morning()
    campaign = making.campaign(making.ward(groups=3), due=due)
    now = due - timedelta(hours=5)

    [near] = preview.plan(campaign, now=now, within=timedelta(days=1))
    [whole] = preview.plan(campaign, now=now)

    assert near == whole
    assert near.deliveries_ahead == 3
