"""What a claim may take from a lane, and in which order."""

from datetime import timedelta

from broadcast import claiming, picking
from broadcast.models import Delivery
from campaigns.models import Occurrence
from tests.broadcast.engine.conftest import World


def _picked(world: World, *, size: int = 50) -> list[int]:
    claimed = claiming.claim(world.bots[0].pk, token="1", now=world.now, size=size)
    return [due.pk for due in claimed.rows]


def test_what_was_cancelled_is_passed_over(world: World) -> None:
    world.due(code="bo")
    world.due(code="giu")
    Occurrence.objects.filter(campaign__code="bo").update(cancelled_at=world.now)

    taken = Delivery.objects.filter(pk__in=_picked(world))

    assert set(taken.values_list("occurrence__campaign__code", flat=True)) == {"giu"}


def test_what_comes_too_late_is_passed_over_before_the_sweeper_has_seen_it(world: World) -> None:
    world.due()
    late = Delivery.objects.order_by("pk").values_list("pk", flat=True)[:3]
    Delivery.objects.filter(pk__in=list(late)).update(
        due_at=world.now - timedelta(hours=2), expires_at=world.now - timedelta(hours=1)
    )

    assert len(_picked(world)) == 7


def test_what_is_urgent_is_taken_first_however_long_others_have_waited(world: World) -> None:
    world.due()
    last = Delivery.objects.order_by("next_attempt_at", "pk").last()
    assert last
    Delivery.objects.filter(pk=last.pk).update(is_urgent=True, next_attempt_at=world.now)

    assert _picked(world, size=1) == [last.pk]
    assert picking.pick(world.bots[0].pk, now=world.now, size=0) == []
