"""Fanning out again: who came since is added, and nobody has a second row."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from broadcast import fan_out, targets
from broadcast.models import Channel, Delivery, Tally
from campaigns import planning
from campaigns.models import ChannelKind, Occurrence
from outreach.models import Leader, ResidentialGroup
from tests import making

State = Delivery.State


def occurrence(*, groups: int = 3, kind: ChannelKind = ChannelKind.LEADER_RELAY) -> Occurrence:
    """Return an occurrence that is due in a ward with ``groups`` groups, not yet fanned out."""
    ward = making.ward(groups=groups)
    if kind == ChannelKind.ZALO_GROUP:
        for group in ResidentialGroup.objects.filter(ward=ward):
            Channel.objects.create(ward=ward, group=group, kind=kind)
    making.campaign(ward, kind=kind)
    planning.spawn_due(making.next_morning())
    return Occurrence.objects.get()


def counted(of: Occurrence) -> dict[str, int]:
    found: dict[str, int] = {}
    for state, change in Tally.objects.filter(occurrence=of).values_list("state", "change"):
        found[state] = found.get(state, 0) + change
    return found


@pytest.mark.django_db
def test_a_group_that_came_since_is_added_and_no_other() -> None:
    one = occurrence()
    fan_out.fan_out(one, now=timezone.now())
    before = set(one.deliveries.values_list("pk", flat=True))
    new = ResidentialGroup.objects.create(ward=one.ward, name="Tổ mới", position=9)
    Channel.objects.create(ward=one.ward, group=new, kind=one.channel_kind)

    added = [fan_out.fan_out(one, now=timezone.now()) for _ in range(2)]

    assert added == [1, 0]
    late = one.deliveries.exclude(pk__in=before).get()
    assert (late.channel.group, late.state, late.reason) == (
        new, State.SKIPPED, targets.NO_LEADER,
    )  # fmt: skip
    assert counted(one) == {"planned": 3, "skipped": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ChannelKind.LEADER_RELAY, ChannelKind.ZALO_GROUP])
def test_rows_are_numbered_in_the_order_of_the_groups(kind: ChannelKind) -> None:
    one = occurrence(groups=5, kind=kind)
    places = [3, 1, 5, 2, 4]
    for group, place in zip(ResidentialGroup.objects.order_by("pk"), places, strict=True):
        ResidentialGroup.objects.filter(pk=group.pk).update(position=place)

    fan_out.fan_out(one, now=timezone.now())

    rows = one.deliveries.order_by("pk")
    assert list(rows.values_list("channel__group__position", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_a_group_of_zalo_needs_no_leader_but_a_channel_that_is_on() -> None:
    one = occurrence(kind=ChannelKind.ZALO_GROUP)
    first, second, third = ResidentialGroup.objects.order_by("position")
    Leader.objects.filter(group=first).update(term_to=timezone.localdate())
    Channel.objects.filter(group=second, kind=one.channel_kind).update(state=Channel.State.OFF)

    fan_out.fan_out(one, now=timezone.now())

    rows = one.deliveries.order_by("channel__group__position")
    assert list(rows.values_list("channel__group", "state", "reason")) == [
        (first.pk, "planned", ""),
        (second.pk, "skipped", targets.OFF),
        (third.pk, "planned", ""),
    ]
    assert targets.reachable(one.channel_kind, [first.pk, second.pk]) == {first.pk}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_every_row_once() -> None:
    one = occurrence(groups=20)
    added: list[int] = []
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        try:
            added.append(fan_out.fan_out(one, now=timezone.now()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(added) == [0, 20]
    assert one.deliveries.count() == 20
    assert counted(one) == {"planned": 20}
