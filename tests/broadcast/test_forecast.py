"""What is planned is counted as it will be sent, and a plan that passes fits into the month."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcast import forecast, quotas
from broadcast.models import BotMonth, Channel, ZaloBot, ZaloLink
from campaigns import approving, calendar, planning, preview
from campaigns.forecasting import Level
from campaigns.models import Campaign, CampaignItem, ChannelKind
from cms.approving import NotWaitingError
from outreach.models import Leader, ResidentialGroup, Ward
from tests import making
from tests.broadcast import rows

pytestmark = pytest.mark.django_db
# The 3rd of a month, so that a weekly item has the rest of it before itself.
NOW = timezone.make_aware(datetime(2027, 7, 3, 9))  # noqa: DTZ001 - the ward's time


def linked(*, groups: int = 4, limit: int = 100) -> tuple[Ward, ZaloBot]:
    """Return a ward of which all groups but the last are linked to a bot."""
    ward = rows.ward(groups=groups)
    bot = rows.bot(ward, monthly_limit=limit)
    rows.link(bot, *ResidentialGroup.objects.order_by("position")[: groups - 1])
    return ward, bot


def weekly(of: Campaign, *, weeks: int = 8, weekday: int = 0) -> Campaign:
    """Let the campaign's item go out every week for so long from the 1st of July 2027."""
    first = NOW.date().replace(day=1)
    Campaign.objects.filter(pk=of.pk).update(
        starts_on=first, ends_on=first + timedelta(weeks=weeks)
    )
    of.items.update(rule="hang_tuan", weekday=weekday)
    return Campaign.objects.get(pk=of.pk)


def test_only_linked_groups_cost_messages_month_by_month() -> None:
    ward, _bot = linked(groups=4)
    campaign = weekly(rows.draft(ward))

    needs = forecast.of_campaign(campaign, now=NOW)

    # Mondays: 5, 12, 19, 26 July; 2, 9, 16, 23 August. Three of four groups are linked.
    assert [(need.month.month, need.planned) for need in needs] == [(7, 12), (8, 12)]
    assert needs[0].sentence == (
        "Tháng 7/2027, đợt này cần 12 tin của 94 tin còn lại qua bot “Bot phường”."
    )


def test_a_group_that_nothing_reaches_costs_nothing() -> None:
    ward, _bot = linked(groups=4)
    first, second, _ = ResidentialGroup.objects.order_by("position")[:3]
    Channel.objects.filter(group=first).update(state=Channel.State.OFF)
    Leader.objects.filter(group=second).update(term_to=NOW.date())
    ZaloLink.objects.filter(group__position=3).update(state=ZaloLink.State.STOPPED)
    campaign = weekly(rows.draft(ward))

    assert forecast.of_campaign(campaign, now=NOW) == []


def test_posts_to_groups_go_by_their_own_links() -> None:
    ward, _bot = linked(groups=3)
    other = rows.bot(ward, "Bot nhóm")
    rows.link(other, *ResidentialGroup.objects.all()[:1], kind=ZaloLink.Kind.GROUP)
    campaign = rows.draft(ward, kind=ChannelKind.ZALO_GROUP)

    needs = forecast.of_campaign(weekly(campaign, weeks=4), now=NOW)

    assert [(need.bot, need.planned) for need in needs] == [("Bot nhóm", 4)]


def test_used_approved_and_waiting_messages_and_replies_are_counted() -> None:
    ward, bot = linked(groups=4)
    approved = weekly(rows.campaign(ward, code="khac"), weeks=4)
    BotMonth.objects.create(bot=bot, month=NOW.date().replace(day=1), used=30, limit=100)
    waiting = rows.occurrence(approved, due_at=NOW)
    rows.fill(waiting, lane=bot.pk)
    campaign = weekly(
        rows.draft(ward),
        weeks=4,
    )

    need = forecast.of_campaign(campaign, now=NOW)[0]

    assert (need.used, need.planned, need.others, need.replies) == (30, 12, 12 + 4, 1)
    assert need.left == 95 - 30 - 16 - 1


def test_the_end_of_a_month_in_the_quiet_hours_belongs_to_the_next() -> None:
    ward, _bot = linked(groups=2)
    campaign = rows.draft(ward)
    last = NOW.date().replace(day=31)
    Campaign.objects.update(starts_on=NOW.date(), ends_on=last)
    campaign.items.update(on_date=last, at="23:00")

    needs = forecast.of_campaign(Campaign.objects.get(), now=NOW)

    assert [(need.month.month, need.planned) for need in needs] == [(8, 1)]


def test_80_per_cent_warns_and_95_per_cent_stands_in_the_way() -> None:
    ward, _bot = linked(groups=4)
    campaign = weekly(rows.draft(ward), weeks=4)
    levels = {}

    for limit in (1000, 17, 16, 14, 13):
        ZaloBot.objects.update(monthly_limit=limit)
        need = forecast.of_campaign(campaign, now=NOW)[0]
        levels[limit] = need.level
        assert bool(need.choices) == (need.level is Level.OVER)

    # 12 messages and 1 for replies; 80 per cent of 17 is 13, 95 per cent of 14 is 13, of 13 is 12.
    low = dict.fromkeys((17, 16, 14), Level.LOW)
    assert levels == {1000: Level.GOOD, **low, 13: Level.OVER}


def test_a_plan_that_the_month_does_not_hold_is_not_submitted() -> None:
    ward = making.ward(groups=3)
    rows.link(rows.bot(ward, monthly_limit=2), *ResidentialGroup.objects.all())
    spare = rows.bot(ward, "Bot dự phòng")
    campaign = making.campaign(ward, is_approved=False)

    with pytest.raises(NotWaitingError) as refused:
        approving.submit(campaign, by=making.officer(ward))

    said = str(refused.value)
    assert said.startswith("Không đủ tin. Tháng ")
    assert "đợt này cần 3 tin của 0 tin còn lại qua bot “Bot phường”" in said
    assert "bớt 1 lần phát hành" in said
    assert f"chuyển bớt tổ sang “{spare}” (còn 2.850 tin)" in said
    assert "trang của tổ trưởng" in said
    Campaign.objects.update(is_urgent=True, note="Số điện thoại trong tin trước sai.")
    ZaloBot.objects.filter(display_name="Bot phường").update(monthly_limit=4)
    assert Campaign.objects.get().approval_problems() == []


def test_the_forecast_asks_no_more_for_more_groups() -> None:
    asked = []
    for code, groups in (("05518", 2), ("05533", 12)):
        ward = rows.ward(code, f"Phường {code}", groups=groups)
        bot = rows.bot(ward)
        rows.link(bot, *ResidentialGroup.objects.filter(ward=ward))
        campaign = rows.draft(ward)
        with CaptureQueriesContext(connection) as seen:
            forecast.of_campaign(campaign, now=timezone.now())
        asked.append(len(seen))

    assert asked[0] == asked[1] <= 16


@pytest.fixture
def two_campaigns() -> tuple[Ward, list[ZaloBot]]:
    """Return a ward with two bots and two campaigns: one approved, one to be judged."""
    ward, bot = linked(groups=5)
    other = rows.bot(ward, "Bot nhóm")
    rows.link(other, *ResidentialGroup.objects.all()[:3], kind=ZaloLink.Kind.GROUP)
    made = rows.campaign(ward, code="duyet")
    new = rows.draft(ward, code="moi")
    for campaign in (made, new):
        first = campaign.items.get()
        CampaignItem.objects.create(
            campaign=campaign,
            material=first.material,
            audience=first.audience,
            channel_kind=ChannelKind.ZALO_GROUP,
            rule="hang_thang",
            day_of_month=9,
            at="07:00",
        )
    return ward, [bot, other]


PLANS = st.fixed_dictionaries(
    {
        "weekday": st.integers(0, 6),
        "weeks": st.integers(1, 10),
        "hour": st.sampled_from(["05:00", "08:00", "23:30"]),
        "day": st.integers(1, 28),
    }
)


def arrange(code: str, plan: dict[str, Any]) -> Campaign:
    campaign = Campaign.objects.get(code=code)
    weekly(campaign, weeks=plan["weeks"], weekday=plan["weekday"])
    campaign.items.filter(channel_kind=ChannelKind.LEADER_RELAY).update(at=plan["hour"])
    campaign.items.filter(channel_kind=ChannelKind.ZALO_GROUP).update(
        rule="hang_thang", day_of_month=plan["day"]
    )
    return Campaign.objects.get(code=code)


def carry_out(campaign: Campaign) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """Take a message for each delivery of the plan; return wanted and granted by bot and month."""
    wanted: Counter[tuple[int, int]] = Counter()
    granted: Counter[tuple[int, int]] = Counter()
    start, end = planning.quiet_hours()
    for line in preview.plan(campaign, now=NOW):
        kind = "dm" if line.item.channel_kind == ChannelKind.LEADER_RELAY else "group"
        links = ZaloLink.objects.filter(kind=kind, group__in=line.groups)
        for moment in line.moments:
            if not moment.is_ahead:
                continue
            at = calendar.after_quiet_time(timezone.localtime(moment.at), start=start, end=end)
            for link in links:
                wanted[link.bot_id, at.month] += 1
                granted[link.bot_id, at.month] += quotas.take(
                    link.bot_id, wanted=1, is_urgent=False, now=at
                )
    return wanted, granted


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(new=PLANS, approved=PLANS, used=st.integers(0, 20), limit=st.integers(20, 90))
def test_a_plan_that_passes_is_sent_whole_and_never_over_the_limit(
    two_campaigns: tuple[Ward, list[ZaloBot]],
    new: dict[str, Any],
    approved: dict[str, Any],
    used: int,
    limit: int,
) -> None:
    _ward, bots = two_campaigns
    ZaloBot.objects.update(monthly_limit=limit)
    BotMonth.objects.all().delete()
    for bot in bots:
        quotas.take(bot.pk, wanted=used, is_urgent=False, now=NOW)
    earlier, campaign = arrange("duyet", approved), arrange("moi", new)
    needs = forecast.of_campaign(campaign, now=NOW)
    passes = {(n.bot, n.month.month) for n in needs if n.level is not Level.OVER}

    before, _ = carry_out(earlier)
    wanted, granted = carry_out(campaign)

    names = {bot.pk: bot.display_name for bot in bots}
    assert {(n.bot, n.month.month): n.planned for n in needs} == {
        (names[bot], month): count for (bot, month), count in wanted.items()
    }
    for (bot, month), count in wanted.items():
        if (names[bot], month) in passes:
            assert granted[bot, month] == count
        start = used if month == NOW.month else 0
        if start + before[bot, month] + count > limit * 95 // 100:
            assert (names[bot], month) not in passes
    assert all(row.used <= limit * 95 // 100 for row in BotMonth.objects.all())
