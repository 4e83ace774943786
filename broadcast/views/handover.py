"""Bulletins that wait to be handed over: the bundle for a console, the sheet for a reader."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast import bundle, gate, handing_over, paper, sheets
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing
from media import script_sheet

_TYPES = {
    "pdf": ("application/pdf", script_sheet.pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        script_sheet.docx,
    ),
}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """List the ward's bulletins that have airings to come."""
    user, now = _officer(request), timezone.now()
    context = {
        "bulletins": handing_over.ready(user, now=now),
        "outdated": gate.outdated(user, now=now),
        "sizes": script_sheet.SIZES,
    }
    return render(request, "broadcast/handover.html", context)


@require_POST
def take_bundle(request: HttpRequest, key: str) -> HttpResponse:
    """Send the zip; its airings are handed over from now on."""
    user = _officer(request)
    now = timezone.now()
    found = next((one for one in handing_over.ready(user, now=now) if one.key == key), None)
    if found is None:
        raise Http404
    try:
        name, data = handing_over.take_bundle(found, by=user, now=now)
    except bundle.RefusedError as error:
        messages.error(request, str(error))
        return redirect("broadcast_handover")
    return _file(data, "application/zip", name, disposition="attachment")


@require_POST
def print_sheet(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Send the sheet of one airing; it is handed over from now on."""
    user = _officer(request)
    airing = get_object_or_404(Airing.objects.visible_to(user), pk=pk)
    content_type, make = _TYPES[kind]
    size = sheets.size(request.POST.get("co", ""))
    try:
        data = paper.take_sheet(airing, make=make, size_pt=size, by=user, now=timezone.now())
    except (NotPossibleError, bundle.RefusedError) as error:
        messages.error(request, str(error))
        return redirect("broadcast_handover")
    return _file(data, content_type, f"bai-phat-thanh-{pk}.{kind}", disposition="inline")


def _officer(request: HttpRequest) -> Any:
    if not getattr(request.user, "ward_id", None):
        raise Http404
    return request.user


def _file(data: bytes, content_type: str, name: str, *, disposition: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response
