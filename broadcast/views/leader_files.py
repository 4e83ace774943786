"""Printable files behind the leader's link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from broadcast import leader_files, leaders, prompting, sheets
from broadcast.views.leader import for_leader
from media import poster, script_sheet
from outreach.models import Leader

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@for_leader
def sheet(request: HttpRequest, leader: Leader, token: str, pk: int, kind: str) -> HttpResponse:
    """Send the large-print script as PDF or .docx."""
    delivery = leaders.own_delivery(leader, pk)
    if delivery is None:
        return render(request, "broadcast/leader_unknown.html", status=404)
    address = reverse("leader_item", kwargs={"token": token, "pk": pk})
    values = leader_files.sheet(
        delivery,
        confirm_url=request.build_absolute_uri(address),
        size_pt=sheets.size(request.GET.get("co", "")),
    )
    if kind == "docx":
        return _file(script_sheet.docx(values), _DOCX, f"bai-phat-thanh-{pk}.docx")
    return _file(script_sheet.pdf(values), "application/pdf", f"bai-phat-thanh-{pk}.pdf")


@require_safe
@for_leader
def prompter(request: HttpRequest, leader: Leader, token: str, pk: int) -> HttpResponse:
    """Show the script to be read out from the phone."""
    delivery = leaders.own_delivery(leader, pk)
    if delivery is None or not delivery.text:
        return render(request, "broadcast/leader_unknown.html", status=404)
    return render(request, "broadcast/prompter.html", prompting.of_delivery(delivery, token))


@require_safe
@for_leader
def group_poster(request: HttpRequest, leader: Leader, token: str, pk: int) -> HttpResponse:
    """Send the group's poster as a PDF to print."""
    delivery = leaders.own_delivery(leader, pk)
    if delivery is None:
        return render(request, "broadcast/leader_unknown.html", status=404)
    data = poster.pdf([leader_files.group_poster(delivery)])
    return _file(data, "application/pdf", f"ap-phich-{pk}.pdf")


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
