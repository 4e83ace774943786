"""A ward's reach: five levels side by side, never added, and the rows behind every figure."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from outreach import reach_forms, reach_page, reach_query, reach_rows
from outreach.models import Ward
from outreach.reach_address import Address

PER_PAGE = 100


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the reach of the person's ward, or of a chosen ward of the province."""
    ward, form, period = _asked(request)
    context = reach_page.context(
        reach_query.ward_reach(ward, period),
        now=timezone.now(),
        campaigns=form.campaigns,
    )
    address: Address = context["address"]
    context |= {
        "form": form,
        "wards": _choosable(request),
        "shortcuts": [
            (name, address.page(one), one == period) for name, one in reach_forms.shortcuts()
        ],
        "may_see_sources": not _is_of_province(request),
    }
    return render(request, "outreach/reach.html", context)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """List the ledger rows behind a figure, reversed ones struck through."""
    ward, form, period = _asked(request)
    try:
        found = reach_rows.behind(ward, period, asked=request.GET)
    except reach_rows.NoSuchRowsError as error:
        raise Http404 from error
    context = {
        "ward": ward,
        "form": form,
        "period": period,
        "found": found,
        "page": Paginator(found.rows, PER_PAGE).get_page(request.GET.get("trang")),
        "query": _without_page(request),
        "back": Address(ward, period).page(),
        "may_see_reasons": not _is_of_province(request),
    }
    return render(request, "outreach/reach_rows.html", context)


def _asked(request: HttpRequest) -> tuple[Ward, Any, reach_query.Period]:
    ward = _ward(request)
    campaigns = reach_query.campaigns(ward)
    form, period = reach_forms.asked(request.GET, campaigns=list(campaigns.items()))
    return ward, form, period


def _ward(request: HttpRequest) -> Ward:
    """Return the ward that was asked for; another's ward does not exist."""
    wards = Ward.objects.visible_to(request.user)
    code = request.GET.get("xa") or getattr(request.user, "ward_id", None)
    if code:
        ward = wards.filter(pk=code).first()
    else:
        ward = wards.filter(groups__isnull=False).first() or wards.first()
    if ward is None:
        raise Http404
    return ward


def _choosable(request: HttpRequest) -> list[Ward] | None:
    if not _is_of_province(request):
        return None
    return list(Ward.objects.visible_to(request.user))


def _is_of_province(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "province_id", None))


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("trang", None)
    return query.urlencode()
