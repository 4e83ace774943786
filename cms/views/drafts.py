"""The script spoken by a machine, for the office's own ears."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from cms import scripts
from cms.models import MaterialPage
from cms.wards import ward_id_of
from media import audio, speech
from media.versions import Version


@require_GET
def draft(request: HttpRequest, page_id: int, version: str) -> HttpResponse:
    """Show what the machine will say, with a player under its warning."""
    script = _script(request, page_id, version)
    context = {"script": script, "page_id": page_id, "label": speech.LABEL, "versions": Version}
    return render(request, "cms/draft_voice.html", context)


@require_GET
def sound(request: HttpRequest, page_id: int, version: str) -> HttpResponse:
    """Speak the newest text of the script; nothing is kept."""
    script = _script(request, page_id, version)
    try:
        data = speech.draft_mp3(speech.Espeak().synthesize(script.spoken))
    except (speech.VoiceError, audio.AudioError) as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(data, content_type="audio/mpeg")
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _script(request: HttpRequest, page_id: int, version: str) -> Any:
    page = get_object_or_404(MaterialPage, pk=page_id)
    is_own = ward_id_of(page) == getattr(request.user, "ward_id", None)
    if not is_own or version not in Version.__members__.values():
        raise Http404
    return scripts.spoken(page.get_latest_revision_as_object(), version=Version(version))
