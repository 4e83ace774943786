"""A new code for a leader or a group, shown once: as text, as a picture, beside the bot's link."""

from base64 import b64encode
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.log_actions import log

from broadcast import bot_places, link_codes
from broadcast.confirming import NotPossibleError
from broadcast.models import LinkCode, ZaloLink
from media import qr
from outreach.models import Leader, ResidentialGroup

NO_BOT = "Chưa có bot nào còn chỗ. Thêm một bot, hoặc dừng liên kết không dùng nữa."


def new_code(request: HttpRequest) -> HttpResponse:
    """Make a code and show it, once: nobody can look it up afterwards."""
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("broadcast_links")
    group, leader, kind = _wished(request)
    bot = bot_places.in_use(request.user).filter(pk=_number(request, "bot")).first()
    bot = bot or bot_places.best(group, kind=kind)
    try:
        if bot is None or bot_places.free(bot, kind=kind, group=group) <= 0:
            raise NotPossibleError(NO_BOT)
        code, text = link_codes.make(
            group, kind=kind, bot=bot, leader=leader, by=request.user, now=timezone.now()
        )
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("broadcast_links")
    log(instance=code, action="lantoa.zalo_code", user=request.user)
    return render(request, "broadcast/zalo_code.html", _shown(code, text))


def _wished(request: HttpRequest) -> tuple[ResidentialGroup, Leader | None, ZaloLink.Kind]:
    """Return the group, its leader and the kind of link that were asked for; all of the ward."""
    groups = ResidentialGroup.objects.visible_to(request.user).filter(valid_to=None)
    group = get_object_or_404(groups, pk=_number(request, "to"))
    if request.POST.get("loai") not in ZaloLink.Kind.values:
        raise Http404
    leaders = Leader.objects.in_office(timezone.localdate()).filter(group=group)
    chosen = leaders.filter(pk=_number(request, "nguoi")).first()
    leader = chosen or leaders.order_by("is_deputy", "pk").first()
    return group, leader, ZaloLink.Kind(request.POST["loai"])


def _shown(code: LinkCode, text: str) -> dict[str, Any]:
    command = f"KICHHOAT {text}"
    return {
        "code": code,
        "is_group": code.kind == ZaloLink.Kind.GROUP,
        "command": command,
        "command_qr": _picture(command),
        "bot_qr": _picture(code.bot.chat_url) if code.bot.chat_url else "",
    }


def _picture(data: str) -> str:
    """Return a QR code as the address of a picture."""
    return f"data:image/svg+xml;base64,{b64encode(qr.svg(data).encode()).decode()}"


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
