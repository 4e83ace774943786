"""What a leader sees: the items of the own group, newest first, each with what is to be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcast.models import Airing, Delivery
from campaigns.models import ChannelKind
from outreach.models import Leader

# An item stays on the page for a week after it was due.
SHOWN_FOR = timedelta(days=7)
_OPEN = (
    Delivery.State.SENT,
    Delivery.State.UNKNOWN,
    Delivery.State.FAILED,
    Delivery.State.EXPIRED,
    Delivery.State.CONFIRMED,
)
DEED = {
    ChannelKind.LEADER_RELAY: "Đã đăng vào nhóm",
    ChannelKind.ZALO_GROUP: "Đã thấy trong nhóm",
    ChannelKind.LOUDSPEAKER: "Đã phát loa",
    ChannelKind.PRINTING: "Đã treo áp phích",
}
FAILURE = {
    ChannelKind.LEADER_RELAY: "Không đăng được",
    ChannelKind.ZALO_GROUP: "Không thấy trong nhóm",
    ChannelKind.LOUDSPEAKER: "Không phát được",
    ChannelKind.PRINTING: "Chưa treo được",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One delivery as the leader's page shows it."""

    delivery: Delivery
    deed: str
    failure: str

    @property
    def kind(self) -> str:
        return self.delivery.channel.kind

    @property
    def is_done(self) -> bool:
        return self.delivery.state == Delivery.State.CONFIRMED


def tasks(leader: Leader, *, now: datetime) -> list[Task]:
    """Return the group's items of the last week: those to do first, then those done."""
    rows = (
        Delivery.objects.filter(
            channel__group=leader.group_id, state__in=_OPEN, due_at__gte=now - SHOWN_FOR
        )
        .filter(occurrence__cancelled_at=None)
        .select_related("channel", "occurrence__item__material", "occurrence__campaign")
        .order_by("-due_at", "part")
    )
    found = [task_of(row) for row in rows]
    return sorted(found, key=lambda task: task.is_done)


def airings_of(leader: Leader, *, now: datetime) -> list[Airing]:
    """Return what the group's loudspeakers play from a week ago until tomorrow, open ones first."""
    rows = (
        Airing.objects.filter(
            loudspeaker__groups=leader.group_id,
            starts_at__range=(now - SHOWN_FOR, now + timedelta(days=1)),
        )
        .exclude(state=Airing.State.CANCELLED)
        .select_related("loudspeaker", "occurrence__item__material")
        .order_by("starts_at")
    )
    return sorted(rows, key=lambda row: row.state == Airing.State.CONFIRMED)


def task_of(delivery: Delivery) -> Task:
    """Return ``delivery`` with the words of its buttons."""
    kind = ChannelKind(delivery.channel.kind)
    return Task(delivery, deed=DEED[kind], failure=FAILURE[kind])


def own_delivery(leader: Leader, pk: int) -> Delivery | None:
    """Return the delivery ``pk`` if it belongs to the leader's own group."""
    return (
        Delivery.objects.filter(pk=pk, channel__group=leader.group_id, state__in=_OPEN)
        .select_related("channel__group", "occurrence__item__material", "occurrence__campaign")
        .first()
    )
