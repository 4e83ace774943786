"""One airing on the officer's desk: its text, its proofs, and what may be done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast import airings
from broadcast.airing_forms import OutcomeForm
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing, Evidence


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """List the airings that wait for somebody's word."""
    rows = airings.waiting_for_word(Airing.objects.visible_to(request.user), now=timezone.now())
    related = rows.select_related("loudspeaker", "occurrence__item__material")
    context = {"airings": related.order_by("-starts_at")[:200]}
    return render(request, "broadcast/airings_open.html", context)


@require_GET
def airing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one airing: its text, its proofs, and what an officer may do."""
    return _airing_page(request, _own(request, pk), OutcomeForm())


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what is known, settle a contradiction, or cancel."""
    row = _own(request, pk)
    user: Any = request.user
    if not user.is_officer:
        raise PermissionDenied
    form = OutcomeForm(request.POST)
    now = timezone.now()
    try:
        if request.POST.get("lam") == "huy":
            airings.cancel(row, by=user, reason=request.POST.get("ly_do_huy", ""), now=now)
        elif request.POST.get("lam") == "ket-luan":
            claim = Evidence.Claim(request.POST.get("viec", ""))
            writing = request.POST.get("ket_luan", "")
            airings.settle(row, claim=claim, by=user, writing=writing, now=now)
        elif form.is_valid():
            _record(row, form.cleaned_data, by=user)
        else:
            return _airing_page(request, row, form, status=400)
    except (NotPossibleError, ValueError) as error:
        messages.error(
            request, str(error) if isinstance(error, NotPossibleError) else "Chọn kết quả."
        )
        return _airing_page(request, row, form)
    messages.success(request, "Đã ghi.")
    return redirect("broadcast_airing", pk=pk)


def _record(row: Airing, given: dict[str, Any], *, by: Any) -> None:
    airings.record(
        row,
        claim=Evidence.Claim(given["viec"]),
        kind=Evidence.Kind.OFFICER,
        by_user=by,
        reason=given["reason"],
        note=given["note"],
        how_known=given["how_known"],
        now=timezone.now(),
    )


def _airing_page(
    request: HttpRequest, row: Airing, form: OutcomeForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    context = {
        "airing": row,
        "form": form,
        "proofs": row.evidence.select_related("user", "leader").order_by("-recorded_at"),
        "has_begun": row.starts_at <= now,
        "is_gone": row.state == Airing.State.CANCELLED,
    }
    return render(request, "broadcast/airing_desk.html", context, status=status)


def _own(request: HttpRequest, pk: int) -> Airing:
    rows = Airing.objects.visible_to(request.user)
    found: Airing = get_object_or_404(
        rows.select_related("loudspeaker", "occurrence__item__material", "booked_by"), pk=pk
    )
    return found
