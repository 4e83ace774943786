"""The beacon: always 204, counting only what a person on our own page has looked at."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cms.models import MaterialPage
from cms.wards import ward_id_of
from outreach import counting, links
from outreach.models import DailyCount, TrackedLink

LONGEST_BODY = 200
_PREFETCH = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


@csrf_exempt  # there is no session here, hence no authority that another site could borrow
def count(request: HttpRequest) -> HttpResponse:
    """Count one opening, or do nothing; the answer never tells which."""
    if request.method == "POST" and _is_a_reader(request):
        _count(request.body[: LONGEST_BODY + 1].decode("ascii", "ignore"))
    return HttpResponse(status=204)


def _is_a_reader(request: HttpRequest) -> bool:
    headers = request.headers
    site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
    own_origin = f"{request.scheme}://{request.get_host()}"
    return (
        int(headers.get("Content-Length") or 0) <= LONGEST_BODY
        and site in {None, "same-origin"}
        and origin in {None, "null", own_origin}
        and not any(name in headers for name in _PREFETCH)
        and headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not counting.is_robot(headers.get("User-Agent", ""))
        and counting.is_under_cap(request.META.get("REMOTE_ADDR", ""))
    )


def _count(body: str) -> None:
    material, _, code = body.partition(":")
    if not material.isdigit() or len(body) > LONGEST_BODY:
        return
    page = MaterialPage.objects.live().filter(pk=int(material)).first()
    ward_id = ward_id_of(page) if page else None
    if not page or not ward_id:
        return
    found = (links.find(code, channel=channel) for channel in TrackedLink.Channel) if code else ()
    link = next((row for row in found if row and row.material_id == page.pk), None)
    counting.count(
        day=timezone.localdate(),
        ward_id=ward_id,
        material_id=page.pk,
        event=DailyCount.Event.OPEN,
        link=link,
    )
