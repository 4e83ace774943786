"""Pictures of pages: only the cleaned sizes that pages show, never the originals."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

_NAME = re.compile(r"[\w.\-]+\.(?:jpg|jpeg|png|webp)")


@require_safe
def show(request: HttpRequest, name: str) -> FileResponse:
    """Send one rendition; its name changes with its content, so it may be kept for long."""
    path = Path(settings.MEDIA_ROOT) / "images" / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
