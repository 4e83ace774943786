"""One occurrence while it goes out and afterwards: how it stands, and what can be done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast import confirming, tallies
from broadcast.models import Delivery
from campaigns.models import Campaign, Occurrence

_BAD = {
    Delivery.State.UNKNOWN: "cần cán bộ kiểm tra nhóm",
    Delivery.State.FAILED: "xem lý do từng tổ",
    Delivery.State.EXPIRED: "tin trễ không tự gửi",
}


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the occurrence stands; the browser asks ``progress`` for the rest."""
    found = _readable(request, pk)
    user: Any = request.user
    is_own = Occurrence.objects.visible_to(user).filter(pk=pk).exists()
    context = {
        **_standing(found),
        "resendable": confirming.resendable(found).count(),
        "is_own": is_own,
        "may_act": is_own and getattr(user, "is_officer", False),
    }
    return render(request, "broadcast/occurrence.html", context)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the part of the page that changes; cheap, however large the occurrence is."""
    found = _readable(request, pk)
    return render(request, "broadcast/parts/progress.html", _standing(found))


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Gửi lại phần chưa gửi: what failed, and nothing else."""
    found = get_object_or_404(Occurrence.objects.visible_to(request.user), pk=pk)
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    count = confirming.release_failed(found, by=request.user)
    messages.success(request, f"{count} lượt sẽ được gửi lại.")
    return redirect("broadcast_occurrence", pk=pk)


def _readable(request: HttpRequest, pk: int) -> Occurrence:
    rows = Occurrence.objects.readable_by(request.user)
    related = rows.select_related("item__material", "campaign", "ward")
    found: Occurrence = get_object_or_404(related, pk=pk)
    return found


def _standing(found: Occurrence) -> dict[str, Any]:
    now = timezone.now()
    standing = tallies.progress(found, now=now)
    lines = [
        (state.label.lower(), standing.counts[state], state.value, _BAD.get(state, ""))
        for state in Delivery.State
        if state in standing.counts
    ]
    is_due = found.due_at <= now
    is_going = found.campaign.state == Campaign.State.APPROVED and not found.cancelled_at
    is_moving = is_due and (standing.waiting > 0 or found.fanned_out_at is None)
    return {
        "occurrence": found,
        "standing": standing,
        "lines": lines,
        "done": standing.total - standing.waiting,
        "percent": 100 * (standing.total - standing.waiting) // max(standing.total, 1),
        "is_due": is_due,
        "is_going": is_going,
        "is_moving": is_moving,
        # Where this changes, the buttons do: the browser loads the whole page again.
        "stage": f"{found.campaign.state} {int(is_moving)}",
    }
