"""What a leader sees of the loudspeakers: those of the own group, from a week ago to tomorrow."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from broadcast import ticking
from campaigns.models import ChannelKind
from outreach import leader_links
from outreach.models import Leader
from tests import making
from tests.broadcast import loudspeakers

pytestmark = pytest.mark.django_db


def test_the_page_lists_the_own_groups_airings_and_only_those(client: Client) -> None:
    ward = making.ward()
    due = making.next_morning()
    campaign = making.campaign(ward, kind=ChannelKind.LOUDSPEAKER, due=due)
    ticking.plan(now=due)
    occurrence = campaign.occurrences.get()
    heard = loudspeakers.cluster(ward, "SC-01", groups=1)
    now = timezone.now()
    loudspeakers.airing(heard, occurrence, now - timedelta(hours=1))
    loudspeakers.airing(heard, occurrence, now - timedelta(days=8))
    first, second = Leader.objects.filter(ward=ward).order_by("pk")[:2]

    own = client.get(f"/t/{leader_links.token(first)}/").content.decode()
    other = client.get(f"/t/{leader_links.token(second)}/").content.decode()

    assert own.count("Nhà văn hoá SC-01") == 1
    assert "Nhà văn hoá SC-01" not in other
