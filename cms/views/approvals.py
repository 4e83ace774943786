"""The leader's reading desk: what waits, and each material in all its bodies, made for a phone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from cms import approving, bodies, scripts
from cms.material_checks import NAMES, findings
from cms.models import MaterialPage
from cms.wards import ward_id_of, ward_of
from media import timing


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits for the signed-in leader, the longest waiting first."""
    tasks = TaskState.objects.reviewable_by(request.user).select_related("workflow_state")
    rows = [(task, _latest(task), _address(task)) for task in tasks.order_by("started_at")]
    return render(request, "cms/approvals_waiting.html", {"rows": rows})


@require_GET
def read(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show a page as it was submitted, each body as its readers will get it."""
    page = _own(request, page_id)
    task = approving.waiting_task(page)
    draft = (task.revision if task else page.get_latest_revision()).as_object()
    context = {
        "page": draft,
        "task": task,
        "bodies": _bodies(draft),
        "problems": draft.approval_problems(),
        "findings": _warnings(draft),
        "may_approve": approving.may_approve(page, request.user),
    }
    return render(request, "cms/approvals_read.html", context)


@require_POST
def decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """Approve or return the page that was read."""
    page = _own(request, page_id)
    seen = request.POST.get("ban", "")
    try:
        if request.POST.get("viec") == "duyet":
            seen_id = int(seen) if seen.isdigit() else 0
            approving.approve(page, by=request.user, seen_revision_id=seen_id)
            messages.success(request, "Đã duyệt. Nội dung đã hiện trên trang thông tin.")
        else:
            comment = request.POST.get("y_kien", "")
            approving.give_back(page, by=request.user, comment=comment)
            messages.success(request, "Đã trả lại cho người soạn, kèm ý kiến.")
    except (approving.NotWaitingError, PermissionDenied) as error:
        messages.error(request, str(error))
        return redirect("cms_approval", page_id=page_id)
    return redirect("cms_approvals")


def _own(request: HttpRequest, page_id: int) -> Any:
    page = get_object_or_404(Page, pk=page_id).specific
    if ward_id_of(page) != getattr(request.user, "ward_id", None):
        raise Http404
    return page


def _latest(task: TaskState) -> Any:
    return task.revision.as_object()


def _address(task: TaskState) -> str:
    obj = task.workflow_state.content_object
    if isinstance(obj, Page):
        return reverse("cms_approval", args=[obj.pk])
    return reverse(f"{obj._meta.app_label}_plan", args=[obj.pk])


def _bodies(draft: Any) -> list[tuple[str, str]]:
    if not isinstance(draft, MaterialPage):
        return []
    hotlines = bodies.hotlines_of(draft, today=timezone.localdate())
    ward = ward_of(draft)
    link, office = "(liên kết tới bài viết)", ward.office_name if ward else ""
    texts = [("Bài trên trang thông tin", bodies.web(draft))]
    if draft.zalo_text.strip():
        zalo = bodies.zalo(draft, hotlines=hotlines, link_url=link, office=office)
        texts.append(("Tin nhắn Zalo", zalo))
    if draft.script_text.strip():
        for version in scripts.all_versions(draft):
            length = timing.minutes_vi(version.seconds)
            texts.append((f"Bài phát thanh, {version.version.label} ({length})", version.spoken))
    if draft.poster_headline.strip():
        texts.append(("Áp phích", f"{draft.poster_headline}\n{draft.poster_lines}"))
    return texts


def _warnings(draft: Any) -> list[str]:
    if not isinstance(draft, MaterialPage):
        return []
    wording = [
        f"{NAMES[channel]}: {finding.message}"
        for channel, found in findings(draft).items()
        for finding in found
        if finding.level.name == "WARN"
    ]
    return wording + [f"Bài phát thanh: {doubt}" for doubt in scripts.doubts(draft)]
