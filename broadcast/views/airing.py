"""One airing behind the code on its sheet: say what became of it, or read it out from the phone.

Opening a link never changes anything; only the buttons do.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from broadcast import airing_links, airings, gate, prompting
from broadcast.airing_forms import AiringForm
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing, Evidence
from outreach.models import Leader

View = Callable[..., HttpResponse]


def for_airing(view: View) -> View:
    """Pass the airing of the link on; a wrong or closed link gets one same page."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        airing = airing_links.airing_of(token, now=timezone.now())
        if airing is None:
            response = render(request, "broadcast/leader_unknown.html", status=404)
        else:
            response = view(request, airing, token)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def _is_own(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site") in {None, "same-origin"}


@require_safe
@for_airing
def show(request: HttpRequest, airing: Airing, token: str) -> HttpResponse:
    """Show what was to be read, and the buttons."""
    witnesses = airing_links.witnesses(airing)
    form = AiringForm(witnesses=witnesses, initial={"to": request.GET.get("to", "")})
    return _page(request, airing, token, form)


# The signed link carries its own authority: no cookie, so nothing that another site could borrow.
@csrf_exempt
@require_POST
@for_airing
def confirm(request: HttpRequest, airing: Airing, token: str) -> HttpResponse:
    """Record the tap; the same tap sent twice is recorded once."""
    form = AiringForm(request.POST, witnesses=airing_links.witnesses(airing))
    if not _is_own(request):
        return render(request, "broadcast/leader_unknown.html", status=404)
    if form.is_valid():
        try:
            _record(airing, form.cleaned_data)
        except NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("airing", token=token)
    return _page(request, airing, token, form)


def _record(airing: Airing, given: dict[str, Any]) -> None:
    airings.record(
        airing,
        claim=Evidence.Claim(given["viec"]),
        kind=Evidence.Kind.LEADER,
        by_leader=Leader.objects.get(pk=given["to"]),
        reason=given["ly_do"],
        note=given["ghi_chu"],
        nonce=given["khoa"],
        now=timezone.now(),
    )


def _page(request: HttpRequest, airing: Airing, token: str, form: AiringForm) -> HttpResponse:
    context = {
        "airing": airing,
        "token": token,
        "form": form,
        "is_open": timezone.now() >= airing.starts_at,
        "is_done": airing.state in (Airing.State.CONFIRMED, Airing.State.PARTIAL),
    }
    status = 400 if form.errors else 200
    return render(request, "broadcast/airing.html", context, status=status)


@require_safe
@for_airing
def prompter(request: HttpRequest, airing: Airing, token: str) -> HttpResponse:
    """Show the script to read out from the phone, each sentence with its own seconds."""
    return render(request, "broadcast/prompter.html", prompting.of_airing(airing, token))


@require_safe
@for_airing
def is_current(request: HttpRequest, airing: Airing, token: str) -> HttpResponse:
    """Say whether the text that is being read is still the one approved: "1" or "0"."""
    return HttpResponse(str(int(gate.is_current(airing))), content_type="text/plain")


@csrf_exempt
@require_POST
@for_airing
def read_to_the_end(request: HttpRequest, airing: Airing, token: str) -> HttpResponse:
    """Record that the reader reached the last line; a person's word is still to come."""
    if _is_own(request) and gate.is_current(airing):
        airings.played(airing, now=timezone.now())
    return HttpResponse(status=204)
