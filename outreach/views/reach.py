"""A ward's reach: five levels side by side, never added, and the rows behind every figure."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from outreach import reach_chart
from outreach.models import Exposure, Ward
from outreach.reach.words import LABELS
from outreach.reach_forms import PeriodForm, month_of, shortcuts
from outreach.reach_query import Period, exposures_of, ward_reach

MEDIA = {
    "zalo": "Nhóm Zalo",
    "loa": "Loa",
    "meeting": "Họp, hội nghị",
    "visit": "Đến nhà",
    "leaflet": "Tờ rơi, tờ gấp",
}
DUTY = {"du": "Đủ", "chua": "Chưa", "khong_co_loa": "Không có loa"}
STATES = {"confirmed": "Đã xác nhận", "late": "Quá 48 giờ", "posted": "Đã giao", "none": "Chưa có"}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the reach of the person's ward, or of a chosen ward of the province."""
    wards = Ward.objects.visible_to(request.user)
    ward = _ward(request, wards)
    form, period = _period(request, ward)
    found = ward_reach(ward, period)
    late = found.late(now=timezone.now())
    context = {
        "ward": ward,
        "wards": wards if request.user.province_id else None,  # type: ignore[union-attr]
        "form": form,
        "period": period,
        "shortcuts": shortcuts(),
        "report": found.report,
        "groups": _group_rows(found, late),
        "media": [(MEDIA[medium.name], medium) for medium in found.report.media],
        "words": _words(found.report),
        "schools": found.report.words.get("luot_hoc_sinh", 0),
        "unknown": [g.name for g in found.report.groups if not g.is_current],
        "chart": reach_chart.bars(found.report),
    }
    return render(request, "outreach/reach.html", context)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """List the ledger rows behind the figures, reversed ones struck through."""
    ward = _ward(request, Ward.objects.visible_to(request.user))
    _form, period = _period(request, ward)
    context = {"ward": ward, "period": period, "rows": exposures_of(ward, period)[:2000]}
    return render(request, "outreach/reach_rows.html", context)


def _ward(request: HttpRequest, wards: Any) -> Ward:
    code = request.GET.get("xa") or getattr(request.user, "ward_id", None)
    ward = wards.filter(pk=code).first() if code else wards.filter(groups__isnull=False).first()
    if ward is None:
        raise Http404
    found: Ward = ward
    return found


def _period(request: HttpRequest, ward: Ward) -> tuple[PeriodForm, Period]:
    codes = Exposure.objects.filter(ward=ward).exclude(campaign_code="").order_by()
    campaigns = [(c, c) for c in codes.values_list("campaign_code", flat=True).distinct()]
    default = month_of(timezone.localdate())
    given = request.GET if "tu" in request.GET else {"tu": default.first, "den": default.last}
    form = PeriodForm(given, campaigns=campaigns)
    return (form, form.period) if form.is_valid() else (form, default)


def _group_rows(found: Any, late: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Return each group with its state, its estimate and its monthly duty."""
    report = found.report
    listed = []
    for group in report.groups:
        state = "posted" if group.name not in found.untouched else "none"
        state = "late" if group.name in late else state
        state = "confirmed" if group.name in report.confirmed_names else state
        listed.append(
            {
                "name": group.name,
                "state": state,
                "label": STATES[state],
                "estimate": report.by_group[group.name],
                "duty": DUTY[report.monthly_duty[group.name]],
                "late": len(late.get(group.name, ())),
            }
        )
    return listed


def _words(report: Any) -> list[tuple[str, float, float]]:
    """Return each counting word with its confirmed and its unconfirmed amount."""
    used = [w for w in LABELS if w in report.words or w in report.words_unconfirmed]
    return [(LABELS[w], report.words.get(w, 0), report.words_unconfirmed.get(w, 0)) for w in used]
