"""What machines ask: is the process up, does everything run, which figures."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from broadcast import health, measuring

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_FORWARDED")


@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is up, without a look at anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 while everything runs, 503 otherwise; which part, only to those who may know."""
    parts = health.look(now=timezone.now())
    is_ready = not any(part.is_red for part in parts)
    body: dict[str, Any] = {"ready": is_ready}
    if _may_know(request, is_database_up=not parts[0].is_red):
        body["parts"] = [
            {
                "part": part.code,
                "label": part.label,
                "red": part.is_red,
                "problem": part.problem,
                "age_seconds": part.age_seconds,
            }
            for part in parts
        ]
    answer = JsonResponse(
        body, status=200 if is_ready else 503, json_dumps_params={"ensure_ascii": False}
    )
    # Django would call every 503 an error of the site, each time that somebody asks.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the figures for Prometheus; for everybody else the address does not exist."""
    if not _is_trusted(request):
        raise Http404
    return HttpResponse(measuring.exposition(now=timezone.now()), content_type=CONTENT_TYPE_LATEST)


def _may_know(request: HttpRequest, *, is_database_up: bool) -> bool:
    """The token, this machine, or a signed-in technician; a session is in the database."""
    if _is_trusted(request):
        return True
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and is_database_up and getattr(request.user, "is_superuser", False)


def _is_trusted(request: HttpRequest) -> bool:
    """Whether the request carries the token or, where none is set, comes from this machine.

    A reverse proxy on this machine also comes from the loopback address; it says for whom.
    """
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        return constant_time_compare(given, settings.METRICS_TOKEN)
    is_forwarded = any(name in request.META for name in _FORWARDED)
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not is_forwarded
