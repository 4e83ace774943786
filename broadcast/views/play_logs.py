"""Play logs: upload, look, take, and decide what is unclear."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from broadcast import logging_in, playlog
from broadcast.confirming import NotPossibleError
from broadcast.models import PlayLogFile, PlayLogRow
from broadcast.playlog.reading import FIELDS


class LogForm(forms.Form):
    """A file and the system it comes from."""

    source = forms.CharField(
        label="Hệ thống truyền thanh",
        max_length=80,
        help_text="Ví dụ tên nhà cung cấp. Cách đọc các cột được nhớ theo tên này.",
    )
    file = forms.FileField(label="Tệp nhật ký phát", help_text="CSV hoặc Excel (.xlsx).")


@require_http_methods(["GET", "POST"])
def all_of_ward(request: HttpRequest) -> HttpResponse:
    """List the ward's logs; a POST receives one to look at."""
    user = _officer(request)
    form = LogForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            file = logging_in.receive(
                ward=user.ward,
                source=form.cleaned_data["source"],
                name=sent.name,
                data=sent.read(playlog.reading.MOST_BYTES + 1),
                by=user,
            )
        except playlog.UnreadableLogError as error:
            form.add_error("file", str(error))
        else:
            return redirect("broadcast_play_log", pk=file.pk)
    files = PlayLogFile.objects.visible_to(user).defer("data")[:30]
    return render(request, "broadcast/play_logs.html", {"form": form, "files": files})


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking the file would do, or what it did."""
    file = _own(request, pk)
    context: dict[str, Any] = {"file": file, "known": logging_in.mapping_of(file)}
    try:
        look = logging_in.look(file)
    except playlog.UnreadableLogError as error:
        context["refusal"] = str(error)
    else:
        context |= {
            "look": look,
            "missing": look.log.mapping.missing,
            "columns": [
                (name, label, look.log.mapping.headings.get(name, ""))
                for name, label in FIELDS.items()
            ],
            "headings": [text for text in look.log.headings if text],
            "shown": look.matches[:200],
            "rows": file.rows.select_related("airing__loudspeaker"),
        }
    return render(request, "broadcast/play_log.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the columns' meaning, or take the file in."""
    file, user = _own(request, pk), _officer(request)
    if request.POST.get("viec") == "cot":
        logging_in.remember(
            file,
            {name: request.POST.get(name, "") for name in FIELDS},
            success_words=request.POST.get("chu", ""),
            is_month_first=request.POST.get("thang_truoc") == "on",
        )
        messages.success(request, "Đã nhớ ý nghĩa các cột của hệ thống này.")
    else:
        try:
            taken = logging_in.take(file, by=user, now=timezone.now())
        except playlog.UnreadableLogError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Đã nhận. " + taken)
    return redirect("broadcast_play_log", pk=file.pk)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether an unclear line tells of the airing beside it."""
    user = _officer(request)
    row = get_object_or_404(PlayLogRow.objects.visible_to(user), pk=pk)
    try:
        is_it = request.POST.get("viec") == "dung"
        logging_in.decide(row, is_it=is_it, by=user, now=timezone.now())
    except NotPossibleError as error:
        messages.error(request, str(error))
    return redirect("broadcast_play_log", pk=row.file_id)


def _officer(request: HttpRequest) -> Any:
    if not getattr(request.user, "is_officer", False):
        raise Http404
    return request.user


def _own(request: HttpRequest, pk: int) -> PlayLogFile:
    found: PlayLogFile = get_object_or_404(PlayLogFile.objects.visible_to(_officer(request)), pk=pk)
    return found
