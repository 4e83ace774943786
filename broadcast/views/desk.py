"""The officer's desk of deliveries: what went out, what did not and why, and what to do."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast import confirming, leaders
from broadcast.models import Attempt, Delivery, Evidence
from broadcast.why import sentences, why
from campaigns.models import ChannelKind

PER_PAGE = 50
_RELATED = (
    "channel__group",
    "occurrence__item__material",
    "occurrence__campaign",
    "confirmed_by",
    "confirmed_by_leader",
)


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """List the ward's deliveries, filtered by state, kind, group and occurrence."""
    rows = Delivery.objects.visible_to(request.user).filter(**_chosen(request))
    # Rows of one occurrence were numbered in the order of its groups; a leader's row that took over
    # from a bot stands behind the bot's.
    ordered = rows.order_by("-due_at", Coalesce("fallback_of", "pk"), "pk")
    # Only numbers are sorted; whole rows, texts and all, are read for the one page.
    page = Paginator(ordered.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("p"))
    read = Delivery.objects.select_related(*_RELATED).in_bulk(list(page))
    shown = [read[pk] for pk in page]
    said = sentences(shown, now=timezone.now())
    context = {
        "page": page,
        "rows": [(row, said[row.pk]) for row in shown],
        "states": Delivery.State.choices,
        "kinds": ChannelKind.choices,
        "state": request.GET.get("state", ""),
        "kind": request.GET.get("kind", ""),
        "counts": _counts(request.user),
    }
    return render(request, "broadcast/deliveries.html", context)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one delivery with its text, its attempts, its evidence and what can be done."""
    row = _own(request, pk)
    context = {
        "row": row,
        "why": why(row, now=timezone.now()),
        "task": leaders.task_of(row),
        "attempts": row.attempts.all(),
        "evidence": row.evidence.select_related("leader", "user"),
        "leader": row.channel.group.leaders.filter(term_to=None, is_deputy=False).first(),
        "may_confirm": row.state in confirming.CLOSABLE and _is_officer(request),
        "has_left": row.state in (Delivery.State.SENT, Delivery.State.CONFIRMED),
    }
    return render(request, "broadcast/delivery.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Seen in the group, send again, or confirm for the leader; then back to where one was."""
    row = _own(request, pk)
    _officer_only(request)
    deed = _DEEDS.get(request.POST.get("viec", ""))
    if deed is None:
        raise PermissionDenied
    try:
        deed(row, request)
        messages.success(request, "Đã ghi nhận.")
    except confirming.NotPossibleError as error:
        messages.error(request, str(error))
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        return redirect(following)
    return redirect("broadcast_delivery", pk=pk)


def _seen(row: Delivery, request: HttpRequest) -> None:
    confirming.seen_in_group(row, by=request.user)


def _release(row: Delivery, request: HttpRequest) -> None:
    confirming.release(row, by=request.user)


def _confirm(row: Delivery, request: HttpRequest) -> None:
    confirming.confirm(
        row,
        user=request.user,
        via=Delivery.Via.OFFICER,
        claim=Evidence.Claim.DONE,
        how_known=request.POST.get("cach_biet", "")[:200],
    )


_DEEDS = {"da-thay": _seen, "gui-lai": _release, "ghi-nhan": _confirm}


def _chosen(request: HttpRequest) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    if (state := request.GET.get("state", "")) in Delivery.State.values:
        chosen["indexed_state"] = Delivery.indexed(state)
        if not Delivery.indexed(state):
            chosen["state"] = state
    if (kind := request.GET.get("kind", "")) in ChannelKind.values:
        chosen["channel__kind"] = kind
    for name, field in (("to", "channel__group_id"), ("lan", "occurrence_id")):
        if (value := request.GET.get(name, "")).isdigit():
            chosen[field] = int(value)
    return chosen


def _counts(user: Any) -> list[tuple[str, str, int]]:
    """Count the rows in each state from the index alone, and the calls under way by themselves."""
    rows = Delivery.objects.visible_to(user).order_by()
    counts = Counter(dict(rows.values_list("indexed_state").annotate(Count("pk"))))
    under_way = rows.filter(attempts__outcome=Attempt.Outcome.OPEN, state=Delivery.State.SENDING)
    counts[Delivery.State.SENDING] = under_way.count()
    counts[Delivery.State.SENT] = counts.pop("", 0) - counts[Delivery.State.SENDING]
    return [
        (state.value, state.label, counts[state]) for state in Delivery.State if counts[state] > 0
    ]


def _own(request: HttpRequest, pk: int) -> Delivery:
    rows = Delivery.objects.visible_to(request.user).select_related(*_RELATED)
    found: Delivery = get_object_or_404(rows, pk=pk)
    return found


def _is_officer(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_officer", False))


def _officer_only(request: HttpRequest) -> None:
    if not _is_officer(request):
        raise PermissionDenied
