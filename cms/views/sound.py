"""Sending a sound file so that a player may jump about in it (RFC 9110, one byte range)."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def ranged(request: HttpRequest, file: Any, *, content_type: str) -> HttpResponse:
    """Return all of ``file``, or the one range that the player asks for."""
    size = file.size
    wanted = _wanted(request.headers.get("Range", ""), size)
    with file.open("rb") as opened:
        if wanted is None:
            response = HttpResponse(opened.read(), content_type=content_type)
        elif wanted[0] >= size or wanted[0] > wanted[1]:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        else:
            start, end = wanted
            opened.seek(start)
            body = opened.read(end - start + 1)
            response = HttpResponse(body, status=206, content_type=content_type)
            response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    return response


def _wanted(header: str, size: int) -> tuple[int, int] | None:
    match = _RANGE.match(header)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size - 1
    return int(match[1]), min(int(match[2]) if match[2] else size - 1, size - 1)
