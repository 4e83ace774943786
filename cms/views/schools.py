"""The school's side: ask without an account, follow the answer, fetch the kit, report numbers."""

from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms import form_tokens
from cms.models import HomePage
from cms.school_forms import ReportForm, RequestForm
from outreach import sessions
from outreach.models import SessionRequest

_PURPOSE = "school-request"
_REQUEST_FIELDS = (
    "contact_name",
    "contact_position",
    "contact_phone",
    "wished_on",
    "grades",
    "expected_pupils",
    "wishes",
)


# Public forms carry a signed token instead of a cookie; see cms.form_tokens.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ward_slug: str) -> HttpResponse:
    """Show the request form, or take it; a form with errors comes back filled in."""
    home = get_object_or_404(HomePage.objects.live().exclude(ward=None), slug=ward_slug)
    form = RequestForm(request.POST or None, ward=home.ward)
    if request.method == "POST" and form.is_valid():
        try:
            key = _redeem(request, home.ward_id)
        except form_tokens.StaleFormError as error:
            form.add_error(None, str(error))
        else:
            answers = {name: form.cleaned_data[name] for name in _REQUEST_FIELDS}
            asked = sessions.ask(form.cleaned_data["school"], form_key=key, **answers)
            return redirect("school_status", token=sessions.token(asked))
    context = {
        "page": home,
        "form": form,
        "token": form_tokens.issue(_PURPOSE, ward_id=home.ward_id),
    }
    return _private(render(request, "cms/school_ask.html", context, status=_status(form)))


def for_school(view: Any) -> Any:
    """Pass the request of the status link on; any wrong link is one same 404."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        asked = sessions.request_of(token)
        if asked is None:
            raise Http404
        return _private(view(request, asked, token))

    return never_cache(guarded)


@require_safe
@for_school
def status(request: HttpRequest, asked: SessionRequest, token: str) -> HttpResponse:
    """Show what has become of the request, and the next step."""
    return _status_page(request, asked, token, ReportForm(initial={"held_on": asked.agreed_on}))


@require_safe
@for_school
def kit(request: HttpRequest, asked: SessionRequest, token: str) -> Any:
    """Hand over the kit that was agreed, in exactly that version."""
    if asked.kit is None:
        raise Http404
    name = f"bo-tai-lieu-ban-{asked.kit.version}.zip"
    return FileResponse(asked.kit.file.open("rb"), as_attachment=True, filename=name)


@csrf_exempt
@require_http_methods(["POST"])
@for_school
def report(request: HttpRequest, asked: SessionRequest, token: str) -> HttpResponse:
    """Take the numbers of the session."""
    form = ReportForm(request.POST)
    if form.is_valid() and request.headers.get("Sec-Fetch-Site") in {None, "same-origin"}:
        try:
            sessions.report(asked, **form.cleaned_data)
        except sessions.NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("school_status", token=token)
    return _status_page(request, asked, token, form)


def _status_page(
    request: HttpRequest, asked: SessionRequest, token: str, form: ReportForm
) -> HttpResponse:
    context = {
        "asked": asked,
        "ward": asked.ward,
        "token": token,
        "form": form,
        "session": getattr(asked, "session", None),
    }
    return render(request, "cms/school_status.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 400 if form.errors else 200


def _private(response: Any) -> Any:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def _redeem(request: HttpRequest, ward_id: str | None) -> str:
    if request.headers.get("Sec-Fetch-Site") not in {None, "same-origin"}:
        raise form_tokens.StaleFormError("Gửi biểu mẫu từ chính trang này.")
    given = request.POST.get("token", "")
    return form_tokens.redeem(given, purpose=_PURPOSE, ward_id=ward_id or "")
