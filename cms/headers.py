"""The headers that keep a reader's visit hers (safety.md §3)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_OUTSIDE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
)
_PUBLIC_CSP = f"{_OUTSIDE}img-src 'self'; frame-ancestors 'none'"
# Wagtail frames its previews, made on a dummy request; a poster's is an image inside the page.
_PREVIEW_CSP = f"{_OUTSIDE}img-src 'self' data:; frame-ancestors 'self'"
# Wagtail's date widgets still emit inline scripts without a nonce.
_ADMIN_CSP = (
    "default-src 'self'; object-src 'none'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SafetyHeaders:
    """Set policy headers: strict outside, ``same-origin`` where a session lives."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_preview = getattr(request, "is_dummy", False)
        is_inside = request.path.startswith("/admin/")
        policy = _ADMIN_CSP if is_inside else _PREVIEW_CSP if is_preview else _PUBLIC_CSP
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("Referrer-Policy", "same-origin" if is_inside else "no-referrer")
        headers.setdefault("X-Frame-Options", "SAMEORIGIN" if is_inside or is_preview else "DENY")
        headers.setdefault("Permissions-Policy", _PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_inside:
            headers.setdefault("Cache-Control", "no-store")
        return response
