"""Which channel of a group an item uses, and why a group is passed over."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When

from broadcast.models import Channel
from campaigns.models import ChannelKind
from outreach.models import Leader

OFF = "Kênh này của tổ đang tắt."
NO_LEADER = "Tổ chưa có tổ trưởng trong danh sách."


def channels(kind: str, groups: Iterable[int] | QuerySet) -> QuerySet[Any]:
    """Return the channels of ``kind`` for ``groups``, each with ``skip_reason`` ("" is usable).

    Everything but a bot's own post is done by the leader, so without a leader nothing can go out.
    """
    passed_over = [When(state=Channel.State.OFF, then=Value(OFF))]
    if kind != ChannelKind.ZALO_GROUP:
        leaders = Leader.objects.filter(group=OuterRef("group"), term_to=None)
        passed_over.append(When(~Exists(leaders), then=Value(NO_LEADER)))
    reason = Case(*passed_over, default=Value(""), output_field=CharField())
    return Channel.objects.filter(kind=kind, group__in=groups).annotate(skip_reason=reason)


def reachable(kind: str, groups: Iterable[int] | QuerySet) -> set[int]:
    """Return those of ``groups`` (ids) that a delivery of ``kind`` would really go to."""
    found = channels(kind, groups).filter(skip_reason="")
    return set(found.values_list("group_id", flat=True))
