"""Liên kết Zalo: links that wait for a word, links in force, and what was odd."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast import bot_places, linking, zalo_board, zalo_calls
from broadcast.carriers.port import Receipt, SendError
from broadcast.confirming import NotPossibleError
from broadcast.models import ZaloLink
from broadcast.zalo import oddities


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show what waits, what was odd, and every group with its links."""
    _officer_only(request)
    now, user = timezone.now(), request.user
    context = {
        "waiting": zalo_board.waiting(user),
        "told": oddities.untold(user, now=now).select_related("bot")[:50],
        "rows": zalo_board.groups(user),
        "failing": zalo_calls.failing(user, now=now),
        "bots": bot_places.in_use(request.user),
    }
    return render(request, "broadcast/zalo_links.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, refuse or stop a link of the own ward."""
    rows = ZaloLink.objects.visible_to(request.user).select_related("bot", "group", "ward")
    link = get_object_or_404(rows, pk=pk)
    _officer_only(request)
    deed = request.POST.get("viec", "")
    try:
        if deed == "xac-nhan":
            digits = request.POST.get("ma_kiem_tra", "")
            _say(request, linking.confirm(link, digits=digits, by=request.user))
        elif deed == "tu-choi":
            linking.refuse(link, by=request.user)
            messages.success(request, "Đã từ chối. Đoạn chat đó không nhận tin nào.")
        elif deed == "dung":
            linking.unlink(link, by=request.user)
            messages.success(request, f"Đã dừng liên kết Zalo của {link.group}.")
        else:
            raise PermissionDenied
    except NotPossibleError as error:
        messages.error(request, str(error))
    return redirect("broadcast_links")


@require_POST
def mark_seen(request: HttpRequest) -> HttpResponse:
    """The officer has read what was odd."""
    _officer_only(request)
    oddities.untold(request.user, now=timezone.now()).update(seen_at=timezone.now())
    return redirect("broadcast_links")


def _say(request: HttpRequest, answer: Receipt | SendError | None) -> None:
    if isinstance(answer, Receipt):
        messages.success(request, "Đã xác nhận và gửi lời chào.")
    else:
        reason = answer.reason if answer else "Bot đang không gửi được."
        messages.warning(request, f"Đã xác nhận, nhưng chưa gửi được lời chào. {reason}")


def _officer_only(request: HttpRequest) -> None:
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
