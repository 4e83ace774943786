"""The plan of a campaign: read by its author before submitting, by the leader before approving."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from campaigns import approving, forecasting, planning, preview
from campaigns.models import Campaign
from cms import approving as cms_approving
from cms import bodies, scripts

# How many of the latest occurrences the page links to.
RECENT = 10


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who gets what and when, with the texts in full."""
    campaign = _own(request, pk)
    draft = campaign.get_latest_revision_as_object() if campaign.latest_revision else campaign
    task = cms_approving.waiting_task(campaign)
    lines = preview.plan(draft, now=timezone.now())
    is_settled = campaign.live and not campaign.has_unpublished_changes
    context = {
        "campaign": campaign,
        "draft": draft,
        "lines": [(line, _texts(line, campaign)) for line in lines],
        "total": sum(line.deliveries_ahead for line in lines),
        "problems": draft.approval_problems(),
        "is_settled": is_settled,
        "problems_title": "Cần xem lại" if is_settled else "Cần sửa trước khi duyệt",
        "needs": forecasting.of_campaign(draft),
        "published": campaign.occurrences.exclude(fanned_out_at=None).select_related(
            "item__material"
        )[:RECENT],
        "task": task,
        "may_approve": cms_approving.may_approve(campaign, request.user),
        "is_officer": getattr(request.user, "is_officer", False),
        "header_title": campaign.title,
    }
    return render(request, "campaigns/plan.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit, approve, return, pause, resume or cancel; then back to where one was."""
    campaign = _own(request, pk)
    verb = _VERBS.get(request.POST.get("viec", ""))
    if verb is None:
        raise PermissionDenied
    role, deed, done = verb
    if not getattr(request.user, role, False):
        raise PermissionDenied
    try:
        deed(campaign, request)
        messages.success(request, done)
    except (planning.NotPossibleError, cms_approving.NotWaitingError, PermissionDenied) as error:
        messages.error(request, str(error))
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        return redirect(following)
    return redirect("campaigns_plan", pk=campaign.pk)


def _own(request: HttpRequest, pk: int) -> Campaign:
    found: Campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    return found


def _texts(line: preview.Line, campaign: Campaign) -> dict[str, str]:
    """Return the body that the item's channel will carry, as it will leave."""
    material = line.material
    hotlines = bodies.hotlines_of(material, today=timezone.localdate())
    if line.item.channel_kind == "loudspeaker":
        return {"text": scripts.spoken(material).spoken}
    if line.item.channel_kind == "printing":
        calls = "\n".join(f"{hotline.display}: {hotline.owner}" for hotline in hotlines)
        return {"text": "\n".join([material.poster_headline, material.poster_lines, calls])}
    office = campaign.ward.office_name
    link = "(liên kết tới bài viết)"
    return {"text": bodies.zalo(material, hotlines=hotlines, link_url=link, office=office)}


def _submit(campaign: Campaign, request: HttpRequest) -> None:
    approving.submit(campaign, by=request.user)


def _approve(campaign: Campaign, request: HttpRequest) -> None:
    seen = request.POST.get("ban", "")
    seen_id = int(seen) if seen.isdigit() else 0
    cms_approving.approve(campaign, by=request.user, seen_revision_id=seen_id)


def _give_back(campaign: Campaign, request: HttpRequest) -> None:
    cms_approving.give_back(campaign, by=request.user, comment=request.POST.get("y_kien", ""))


def _state(verb: Callable[..., None]) -> Callable[[Campaign, HttpRequest], None]:
    return lambda campaign, request: verb(campaign, by=request.user)


_VERBS: dict[str, tuple[str, Callable[[Campaign, HttpRequest], None], str]] = {
    "trinh": ("is_officer", _submit, "Đã trình lãnh đạo duyệt."),
    "duyet": ("is_approver", _approve, "Đã duyệt. Đợt sẽ tự phát đúng lịch."),
    "tra-lai": ("is_approver", _give_back, "Đã trả lại cho người soạn, kèm ý kiến."),
    "tam-dung": ("is_officer", _state(planning.pause), "Đã tạm dừng. Tin chưa gửi được giữ lại."),
    "tiep-tuc": ("is_officer", _state(planning.resume), "Đợt tiếp tục theo lịch."),
    "huy": ("is_officer", _state(planning.cancel), "Đã huỷ phần chưa gửi của đợt."),
}
