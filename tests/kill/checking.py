"""What became of every delivery, by the ledger and by Zalo's own record."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils import timezone

from broadcast.lanes import LINK_KIND
from broadcast.models import Attempt, Delivery, Evidence, ZaloLink
from campaigns.models import ChannelKind
from tests.kill import books

State = Delivery.State
ENDS = frozenset(
    {
        State.SENT,
        State.CONFIRMED,
        State.FAILED,
        State.UNKNOWN,
        State.SKIPPED,
        State.CANCELLED,
        State.EXPIRED,
    }
)
# States in which a message that Zalo has accepted may be; in any other the ledger is wrong.
MAY_BE_ACCEPTED = frozenset({State.SENT, State.CONFIRMED, State.UNKNOWN})


@dataclass(slots=True)
class Found:
    """Deliveries that are lost or doubled, how many wait for a person, and all else that is wrong.

    ``in_doubt``: unknown because nobody was left to hear the answer.
    """

    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    unknown: int = 0
    in_doubt: int = 0
    wrong: list[str] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    accepted: int = 0
    # What the ledger knows of every delivery that is lost or doubled.
    histories: list[str] = field(default_factory=list)


def check(
    record: Mapping[str, Any], *, rows: Collection[int], resent: Iterable[int], calls: int
) -> Found:
    """Hold the ledger against Zalo's ``record``.

    ``rows``: every delivery that must be there. ``resent``: those that a person sent again.
    ``calls``: how many calls can have been in flight at the kills.
    """
    copies = accepted(record)
    deliveries = list(Delivery.objects.select_related("channel").order_by("pk"))
    chats = chats_of(deliveries)
    got = {row.pk: copies[chats.get(row.pk, ""), row.text] for row in deliveries}
    again = Counter(resent)
    found = Found(
        states=dict(Counter(str(row.state) for row in deliveries)), accepted=sum(copies.values())
    )
    found.lost = sorted(set(rows).difference(got)) + [
        row.pk for row in deliveries if _is_lost(row, copies=got[row.pk])
    ]
    found.doubled = [row.pk for row in deliveries if got[row.pk] > 1 + again[row.pk]]
    found.histories = [_history(pk) for pk in sorted({*found.lost, *found.doubled})]
    found.unknown = found.states.get("unknown", 0)
    found.in_doubt = in_doubt()
    if found.in_doubt > calls:
        found.wrong.append(f"{found.in_doubt} in doubt, but {calls} calls were in flight")
    told = [row.pk for row in deliveries if got[row.pk] and row.state not in MAY_BE_ACCEPTED]
    if told:
        found.wrong.append(f"accepted, but the ledger says otherwise: {told}")
    if sum(got.values()) != found.accepted:
        found.wrong.append("messages that no delivery accounts for")
    found.wrong += books.wrong(record)
    return found


def _history(pk: int) -> str:
    rows = Delivery.objects.filter(pk=pk).values("state", "via", "reason", "sending_at", "lane")
    tries = Attempt.objects.filter(delivery=pk).order_by("number")
    calls = tries.values_list("number", "outcome", "code", "started_at", "finished_at")
    return f"{pk}: {list(rows)} {[tuple(map(str, call)) for call in calls]}"


def accepted(record: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    """Return how often each chat, as bots name it, has got each text."""
    names = {chat["key"]: _api_id(chat) for chat in record["chats"]}
    return Counter(
        (names[key], message["text"])
        for key, messages in record["messages"].items()
        for message in messages
        if message["is_bot"]
    )


def _api_id(chat: Mapping[str, Any]) -> str:
    return chat["members"][0] if chat["kind"] == "PRIVATE" else chat["key"]


def chats_of(deliveries: Iterable[Delivery]) -> dict[int, str]:
    """Return the chat of each delivery that a bot may carry."""
    links = {
        (group, kind): chat
        for group, kind, chat in ZaloLink.objects.values_list("group", "kind", "chat_id")
    }
    found = {}
    for row in deliveries:
        kind = LINK_KIND.get(ChannelKind(row.channel.kind))
        if chat := links.get((row.channel.group_id, str(kind))):
            found[row.pk] = chat
    return found


def _is_lost(row: Delivery, *, copies: int) -> bool:
    """Whether a delivery neither ended nor visibly waits, or says it was sent and was not."""
    if row.state in {State.SENT, State.CONFIRMED} and row.via == "zalo":
        return copies == 0
    if row.state == State.PLANNED:
        return not is_waiting(row)
    return row.state not in ENDS


def is_waiting(row: Delivery) -> bool:
    """Whether a planned delivery waits for a moment that is still to come, and says why."""
    return row.next_attempt_at > timezone.now() and row.reason != ""


def in_doubt() -> int:
    """Count the unknown whose last call nobody has heard the answer of."""
    return Attempt.objects.filter(
        delivery__state=State.UNKNOWN,
        outcome__in=[Attempt.Outcome.OPEN, Attempt.Outcome.UNKNOWN],
        finished_at=None,
        number=F("delivery__attempt_count"),
    ).count()


def confirmations(rows: Iterable[int]) -> list[str]:
    """What a person was told is recorded is there, once."""
    return [
        f"{pk} is not confirmed once"
        for pk in sorted(set(rows))
        if not Delivery.objects.filter(pk=pk, state=State.CONFIRMED).exists()
        or Evidence.objects.filter(delivery=pk).count() != 1
    ]
