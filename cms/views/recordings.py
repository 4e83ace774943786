"""Recordings of a ward's scripts: upload, listen beside the words, approve as a second person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from cms import machine_recordings, recordings, scripts, uploads
from cms.models import ScriptRecording
from cms.recording_forms import UploadForm, VoiceRecordingForm
from cms.views.sound import ranged
from media import timing
from media.models import Recording
from media.versions import Version


@require_http_methods(["GET", "POST"])
def all_of_ward(request: HttpRequest) -> HttpResponse:
    """List the ward's recordings; a POST takes one in."""
    user: Any = request.user
    if not user.ward_id:
        raise Http404
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        ward_id=user.ward_id,
        initial={"page": request.GET.get("bai", "")},
    )
    if uploads.is_huge(request):
        form.add_error("file", "Tệp lớn quá 50 MB. Ghi ở chất lượng thường hoặc cắt ngắn.")
    if request.method == "POST" and form.is_valid():
        try:
            row = _add(form.cleaned_data, by=user)
        except recordings.NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã nhận tệp. Hệ thống đang xử lý âm thanh.")
            return redirect("cms_recording", pk=row.pk)
    rows = ScriptRecording.objects.visible_to(user).select_related("page", "recording")[:50]
    voice = VoiceRecordingForm(ward_id=user.ward_id) if machine_recordings.voices() else None
    return render(request, "cms/recordings.html", {"form": form, "rows": rows, "voice": voice})


@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Let one of the operator's voices read a script."""
    user: Any = request.user
    form = VoiceRecordingForm(request.POST, ward_id=user.ward_id)
    if not (user.is_officer and form.is_valid()):
        raise PermissionDenied
    given = form.cleaned_data
    try:
        row = machine_recordings.speak(
            given["page"], version=Version(given["version"]), voice=given["voice"], by=user
        )
    except recordings.NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("cms_recordings")
    return redirect("cms_recording", pk=row.pk)


def _add(given: dict[str, Any], *, by: Any) -> ScriptRecording:
    return recordings.add(
        given["page"],
        version=Version(given["version"]),
        file=given["file"],
        reader=given["reader"],
        has_consent=given["has_consent"],
        origin=Recording.Origin(given["origin"]),
        by=by,
    )


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a recording beside the words it reads."""
    row = _own(request, pk)
    sound = row.recording
    script = scripts.spoken(row.revision.as_object(), version=Version(row.version))
    departure = recordings.departure(row)
    context = {
        "row": row,
        "sound": sound,
        "script": script,
        "lengths": [timing.minutes_vi(s) for s in (sound.seconds or 0, row.script_seconds)],
        "departure": None if departure is None else round(abs(departure) * 100),
        "is_far": departure is not None and abs(departure) > recordings.DOUBTFUL,
        "is_off": departure is not None and abs(departure) > recordings.FINE,
        "is_stale": recordings.is_stale(row),
        "is_waiting": sound.state in (Recording.State.UPLOADED, Recording.State.MASTERING),
        "heard": recordings.heard(row),
        "may_judge": _may_judge(request.user, row),
    }
    return render(request, "cms/recording.html", context)


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or return a recording that was listened to."""
    row = _own(request, pk)
    if not getattr(request.user, "is_approver", False):
        raise PermissionDenied
    comment = request.POST.get("y_kien", "")
    try:
        if request.POST.get("viec") == "duyet":
            listened = request.POST.get("da_nghe") == "on"
            recordings.approve(row, has_listened=listened, comment=comment, by=request.user)
            messages.success(request, "Đã duyệt. Bản ghi được phát từ bây giờ.")
        else:
            recordings.give_back(row, comment=comment, by=request.user)
            messages.success(request, "Đã trả lại, kèm ý kiến.")
    except (recordings.NotPossibleError, PermissionDenied) as error:
        messages.error(request, str(error))
    return redirect("cms_recording", pk=row.pk)


@require_GET
def listen(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the mastered sound to a person of the ward, from any place in it."""
    row = _own(request, pk)
    if row.recording.state != Recording.State.READY:
        raise Http404
    return ranged(request, row.recording.file, content_type="audio/mpeg")


def _own(request: HttpRequest, pk: int) -> ScriptRecording:
    rows = ScriptRecording.objects.visible_to(request.user)
    found: ScriptRecording = get_object_or_404(rows.select_related("recording", "page"), pk=pk)
    return found


def _may_judge(user: Any, row: ScriptRecording) -> bool:
    is_open = row.verdict == ScriptRecording.Verdict.OPEN
    is_ready = row.recording.state == Recording.State.READY
    return bool(is_open and is_ready and user.is_approver and user.pk != row.uploaded_by_id)
