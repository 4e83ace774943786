"""Each body of a material, shown in the editor as its readers will get it."""

import base64
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms import bodies, scripts
from cms.material_checks import Channel, findings
from cms.wards import ward_of
from media import timing
from media.text import utf16_units


class PreviewMode(models.TextChoices):
    """Kiểu xem trước."""

    WEB = "web", "Trang thông tin"
    ZALO = "zalo", "Tin nhắn Zalo"
    SCRIPT = "script", "Bài phát thanh"
    POSTER = "poster", "Áp phích"


def respond(material: Any, request: HttpRequest, *, mode: PreviewMode) -> HttpResponse:
    """Render ``material`` as ``mode`` shows it, with what the checks say of that body."""
    if mode is PreviewMode.WEB:
        return render(request, "cms/material_page.html", material.get_context(request))
    build = {PreviewMode.ZALO: _zalo, PreviewMode.SCRIPT: _script, PreviewMode.POSTER: _poster}
    context = build[mode](material)
    context["findings"] = findings(material).get(Channel(mode.value), ())
    return render(request, f"cms/previews/{mode.value}.html", context)


def _office(material: Any) -> str:
    ward = ward_of(material)
    return ward.office_name if ward else ""


def _hotlines(material: Any) -> tuple[bodies.HotlineLine, ...]:
    return bodies.hotlines_of(material, today=timezone.localdate())


def _zalo(material: Any) -> dict[str, Any]:
    office = _office(material)
    text = bodies.zalo(
        material,
        hotlines=_hotlines(material),
        link_url="(liên kết tới bài viết)",
        office=office,
    )
    return {"office": office, "text": text, "units": utf16_units(text), "picture": _jpeg(material)}


def _script(material: Any) -> dict[str, Any]:
    versions = scripts.all_versions(material)
    script = scripts.of(material)
    return {
        "versions": [(one, timing.minutes_vi(one.seconds)) for one in versions],
        "readings": [
            (text, read.text, [span for span in read.spans if span.spoken != span.written])
            for text, _, read in script.paragraphs
        ],
        "page": material,
        "problems": scripts.problems(material),
        "doubts": scripts.doubts(material),
    }


def _poster(material: Any) -> dict[str, Any]:
    return {"picture": _jpeg(material, width=900, height=1272)}


def _jpeg(material: Any, *, width: int = 900, height: int = 900) -> str:
    """Return the drawn poster as a data address; empty while it has no headline."""
    if not material.poster_headline.strip():
        return ""
    from media import poster as maker  # noqa: PLC0415 - draws with Pillow

    poster = bodies.poster(
        material,
        hotlines=_hotlines(material),
        office=_office(material),
        link="",
        qr_data="",
        picture=picture_bytes(material),
    )
    data = maker.jpeg(poster, width=width, height=height)
    return "data:image/jpeg;base64," + base64.b64encode(data).decode("ascii")


def picture_bytes(material: Any) -> bytes | None:
    """Return the material's picture, if it has one that may be shown."""
    picture = material.picture
    if picture is None or not picture.may_be_shown:
        return None
    with picture.open_file() as file:
        return bytes(file.read())
