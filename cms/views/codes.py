"""A short code answers with the material itself: no redirect, nothing off the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.models import MaterialPage
from outreach import links
from outreach.models import TrackedLink


@require_safe
def from_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Open a material by the code of a poster."""
    return _open(request, code, TrackedLink.Channel.QR)


@require_safe
def from_zalo(request: HttpRequest, code: str) -> HttpResponse:
    """Open a material by the code of a Zalo message."""
    return _open(request, code, TrackedLink.Channel.ZALO)


def _open(request: HttpRequest, code: str, channel: TrackedLink.Channel) -> HttpResponse:
    link = links.find(code, channel=channel)
    page = link and MaterialPage.objects.live().filter(pk=link.material_id).first()
    if not link or not page:
        return render(request, "cms/code_retired.html", status=404)
    return page.serve(request, counting=f"{page.pk}:{link.code}")
