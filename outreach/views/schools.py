"""The officer's desk for schools: what was asked, yes or no, and what came of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from outreach import sessions
from outreach.models import SessionRequest


class AnswerForm(forms.Form):
    """Phường đồng ý: when, who presents, which kit."""

    on = forms.DateField(label="Ngày tổ chức", widget=AdminDateInput)
    at = forms.TimeField(label="Giờ", widget=AdminTimeInput)
    presenter = forms.CharField(label="Báo cáo viên", max_length=120)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] < timezone.localdate():
            raise forms.ValidationError("Ngày này đã qua.")
        return self.cleaned_data["on"]


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the ward's requests, those waiting first."""
    rows = SessionRequest.objects.visible_to(request.user).select_related("school", "session")
    waiting = SessionRequest.State.WAITING
    ordered = sorted(rows[:200], key=lambda row: row.state != waiting)
    return render(request, "outreach/schools_desk.html", {"requests": ordered})


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request with the two answers it can get."""
    asked = _own(request, pk)
    form = AnswerForm(initial={"on": asked.wished_on, "at": "08:00"})
    return _page(request, asked, form)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree; the newest kit of the ward goes with it."""
    asked = _own(request, pk, for_officer=True)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    try:
        kit = import_string(settings.LANTOA_KIT_OF_WARD)(asked.ward)
        sessions.approve(asked, by=request.user, kit=kit, **form.cleaned_data)
        messages.success(request, "Đã đồng ý. Nhà trường xem được ngày giờ và bộ tài liệu.")
    except sessions.NotPossibleError as error:
        messages.error(request, str(error))
    return redirect("outreach_school_request", pk=pk)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no with a reason."""
    asked = _own(request, pk, for_officer=True)
    try:
        sessions.refuse(asked, by=request.user, reason=request.POST.get("ly_do", "")[:300])
        messages.success(request, "Đã trả lời nhà trường.")
    except sessions.NotPossibleError as error:
        messages.error(request, str(error))
    return redirect("outreach_school_request", pk=pk)


def _own(request: HttpRequest, pk: int, *, for_officer: bool = False) -> SessionRequest:
    rows = SessionRequest.objects.visible_to(request.user).select_related("school", "ward", "kit")
    found: SessionRequest = get_object_or_404(rows, pk=pk)
    if for_officer and not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    return found


def _page(request: HttpRequest, asked: SessionRequest, form: AnswerForm) -> HttpResponse:
    context = {
        "asked": asked,
        "form": form,
        "session": getattr(asked, "session", None),
        "link": settings.SITE_URL + reverse("school_status", args=[sessions.token(asked)]),
        "is_officer": getattr(request.user, "is_officer", False),
    }
    return render(request, "outreach/schools_one.html", context)
