"""The desk of what may or may not have been sent: only a person who has looked can tell."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast import confirming
from broadcast.models import Delivery

PER_PAGE = 100


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """List every delivery in doubt, the oldest first, with what happened and when."""
    rows = (
        Delivery.objects.readable_by(request.user)
        .filter(indexed_state=Delivery.State.UNKNOWN)
        .select_related(
            "channel__group", "ward", "bot", "occurrence__item__material", "occurrence__campaign"
        )
        .prefetch_related("attempts")
        .order_by("due_at", "channel__group__position", "pk")
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": shown,
        "now": timezone.now(),
        "may_act": getattr(request.user, "is_officer", False),
        "of_province": bool(getattr(request.user, "province_id", None)),
    }
    return render(request, "broadcast/doubts.html", context)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Decide for one row or for those that are ticked; rows of another ward do not exist."""
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    verb, ids = _asked(request)
    deed = _DEEDS.get(verb)
    if deed is None:
        raise PermissionDenied
    rows = list(Delivery.objects.visible_to(request.user).filter(pk__in=ids))
    _decide(request, rows, deed)
    return redirect("broadcast_doubts")


def _asked(request: HttpRequest) -> tuple[str, list[int]]:
    """Return what is to be done and to which rows: one button's, or the ticked ones."""
    verb, _colon, pk = request.POST.get("mot", "").partition(":")
    chosen = [pk] if verb else request.POST.getlist("chon")
    return verb or request.POST.get("viec", ""), [int(pk) for pk in chosen if pk.isdigit()]


def _decide(request: HttpRequest, rows: list[Delivery], deed: Callable[..., None]) -> None:
    done, refused = 0, []
    for row in rows:
        try:
            deed(row, by=request.user)
            done += 1
        except confirming.NotPossibleError as error:
            refused.append(str(error))
    if done:
        messages.success(request, _SAID[deed].format(count=done))
    for reason in dict.fromkeys(refused):
        messages.error(request, f"{refused.count(reason)} lượt không làm được: {reason}")
    if not rows:
        messages.warning(request, "Chưa chọn lượt nào.")


_DEEDS: dict[str, Callable[..., None]] = {
    "da-thay": confirming.seen_in_group,
    "gui-lai": confirming.release,
}
_SAID: dict[Any, str] = {
    confirming.seen_in_group: "Đã ghi nhận {count} lượt đã thấy trong nhóm.",
    confirming.release: "{count} lượt sẽ được gửi lại.",
}
