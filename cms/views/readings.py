"""The ward's reading dictionary: propose a reading, try it, agree to it as a second person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from cms import reading_rates, readings
from cms.models import Abbreviation
from cms.reading_forms import ProposalForm, VoiceForm
from media.reading import Reading, read_aloud

_DEEDS = {
    "duyet": (readings.approve, "Đã duyệt. Cách đọc này được dùng từ bây giờ."),
    "tra-lai": (readings.give_back, "Đã ghi: không dùng cách đọc này."),
    "dung": (readings.stop, "Đã thôi dùng cách đọc này."),
}


@require_http_methods(["GET", "POST"])
def dictionary(request: HttpRequest) -> HttpResponse:
    """Show the dictionary; a POST tries a reading in a sentence, or proposes it."""
    user: Any = request.user
    if not (user.ward_id or user.is_superuser):
        raise Http404
    form = ProposalForm(request.POST or None)
    tried = None
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.ward, row.valid_from = user.ward, timezone.localdate()
        if "thu" in request.POST:
            tried = _try(row, form.cleaned_data["sentence"])
        elif _propose(request, row):
            return redirect("cms_readings")
    context = {
        "form": form,
        "tried": tried,
        "rows": readings.shown_to(user.ward),
        "voice": VoiceForm(instance=user.ward) if user.ward else None,
        "rates": reading_rates.measured(user.ward) if user.ward else [],
    }
    return render(request, "cms/readings.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a reading, refuse it, or end its use."""
    user: Any = request.user
    row = get_object_or_404(Abbreviation, pk=pk)
    if not readings.may_change(row, user):
        raise Http404
    deed, done = _DEEDS.get(request.POST.get("viec", ""), (None, ""))
    if deed is None or not (user.is_approver or user.is_superuser or deed is readings.stop):
        raise PermissionDenied
    try:
        deed(row, by=user)
        messages.success(request, done)
    except PermissionDenied as error:
        messages.error(request, str(error))
    return redirect("cms_readings")


@require_POST
def voice(request: HttpRequest) -> HttpResponse:
    """Set how fast and in which manner the ward's readers read."""
    user: Any = request.user
    if not user.ward:
        raise Http404
    form = VoiceForm(request.POST, instance=user.ward)
    if form.is_valid():
        form.save()
        messages.success(request, "Đã lưu cách đọc của phường, xã.")
    else:
        messages.error(request, "Tốc độ đọc phải từ 140 đến 200 tiếng mỗi phút.")
    return redirect("cms_readings")


def _try(row: Abbreviation, sentence: str) -> Reading:
    ward_id = row.ward.pk if row.ward else None
    trial = readings.dictionary_for(ward_id).with_rows([row.as_row()])
    return read_aloud(sentence or row.written, dictionary=trial)


def _propose(request: HttpRequest, row: Abbreviation) -> bool:
    try:
        readings.propose(row, by=request.user)  # type: ignore[arg-type]
    except readings.AlreadyProposedError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, "Đã ghi. Cách đọc được dùng sau khi người thứ hai duyệt.")
    return True
