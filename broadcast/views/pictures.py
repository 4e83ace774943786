"""The pictures that Zalo fetches: public, stable, named by their content."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from broadcast.rendering import PICTURES

_NAME = re.compile(r"[0-9a-f]{16}\.jpg")


@require_safe
def show(request: HttpRequest, name: str) -> FileResponse:
    """Send one picture; what an address shows never changes, so it may be kept for a year."""
    path = Path(settings.MEDIA_ROOT) / PICTURES / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
