"""The officer's first screen: what needs me now, what goes out next, how far we got."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from broadcast import airings, duties, gate, health, quota_words, zalo_calls
from broadcast.models import Airing, Delivery
from campaigns import preview
from campaigns.models import Campaign, Occurrence
from outreach.models import SessionRequest

LATE_AFTER = timedelta(hours=48)
AHEAD = timedelta(days=7)
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that waits for the signed-in person."""

    count: int
    text: str
    url: str


def calls(user: Any, *, now: datetime) -> list[Call]:
    """Return what waits for ``user``, the most urgent first; nothing that is zero."""
    desk = reverse("broadcast_deliveries")
    mine = Delivery.objects.visible_to(user)
    looked_at = mine.filter(indexed_state__in=["unknown", "failed", "expired"]).order_by()
    counts = dict(looked_at.values_list("indexed_state").annotate(Count("pk")))
    sent = mine.filter(indexed_state="", state=Delivery.State.SENT)
    late = sent.filter(due_at__lte=now - LATE_AFTER).count()
    waiting = TaskState.objects.reviewable_by(user).count() if user.is_approver else 0
    asked = SessionRequest.objects.visible_to(user).filter(state=SessionRequest.State.WAITING)
    unproven = airings.waiting_for_word(Airing.objects.visible_to(user), now=now).count()
    found = [
        *(Call(*row) for row in zalo_calls.calls(user, now=now)),
        Call(waiting, "nội dung chờ anh, chị duyệt", reverse("cms_approvals")),
        Call(counts.get("unknown", 0), "lượt không chắc đã gửi", reverse("broadcast_doubts")),
        Call(counts.get("failed", 0), "lượt không gửi được", f"{desk}?state=failed"),
        Call(counts.get("expired", 0), "lượt quá hạn", f"{desk}?state=expired"),
        Call(late, "lượt quá 48 giờ chưa được xác nhận", f"{desk}?state=sent"),
        Call(unproven, "lượt phát loa chờ xác nhận", reverse("broadcast_airings")),
        Call(
            len(gate.outdated(user, now=now)),
            "lượt phát đã bàn giao nay không còn đúng",
            reverse("broadcast_handover"),
        ),
        Call(asked.count(), "đề nghị của trường học chờ trả lời", reverse("outreach_schools")),
    ]
    return [call for call in found if call.count]


def with_duty(found: list[Call], board: duties.Board | None, *, today: date) -> list[Call]:
    """Return ``found`` with what the month still asks of the loudspeakers, in its place."""
    due = duties.reminder(board, today=today)
    if due is None:
        return found
    call = Call(due.count, due.text, reverse("broadcast_duty"))
    return [call, *found] if due.is_urgent else [*found, call]


@dataclass(frozen=True, slots=True)
class Next:
    """One moment at which something goes out."""

    at: datetime
    title: str
    kind: str
    group_count: int
    campaign_pk: int


def coming(user: Any, *, now: datetime) -> list[Next]:
    """Return what goes out within seven days, soonest first."""
    running = Campaign.objects.visible_to(user).filter(
        state=Campaign.State.APPROVED,
        starts_on__lte=timezone.localdate(now + AHEAD),
        ends_on__gte=timezone.localdate(now),
    )
    found = [
        Next(
            moment.at,
            line.material.title,
            line.item.get_channel_kind_display(),
            len(line.groups),
            campaign.pk,
        )
        for campaign in running.prefetch_related("items")
        for line in preview.plan(campaign, now=now, within=AHEAD)
        for moment in line.moments
        if moment.is_ahead and moment.at <= now + AHEAD
    ]
    return sorted(found, key=lambda row: row.at)


def going_out(user: Any) -> list[Occurrence]:
    """Return the occurrences of which something is still on its way, the latest first."""
    waiting = Delivery.objects.visible_to(user).filter(indexed_state=Delivery.State.PLANNED)
    rows = Occurrence.objects.filter(pk__in=waiting.order_by().values("occurrence"))
    return list(rows.select_related("item__material").order_by("-due_at")[:SHOWN])


class Today(Component):
    """The whole first screen of an officer or an approver."""

    order = 10

    def render_html(self, parent_context: Any = None) -> Any:
        request = parent_context["request"]
        now, user = timezone.now(), request.user
        board = duties.board(user.ward, today=timezone.localdate(now))
        context = {
            "user": user,
            "calls": with_duty(calls(user, now=now), board, today=timezone.localdate(now)),
            "months": quota_words.of_ward(user.ward_id, now=now),
            "going_out": going_out(user),
            "coming": coming(user, now=now)[:12],
            "duty": board,
            "running": Campaign.objects.visible_to(user).exclude(
                state__in=[Campaign.State.CANCELLED]
            )[:6],
        }
        return render_to_string("broadcast/home.html", context, request=request)


MACHINE_IS_WELL = "Mọi bộ phận đang chạy tốt."


class Machine(Component):
    """What a technician sees first: the parts that are stuck."""

    order = 10

    def render_html(self, parent_context: Any = None) -> Any:
        context = {"red": health.red(now=timezone.now()), "is_well": MACHINE_IS_WELL}
        return render_to_string("broadcast/machine.html", context)
