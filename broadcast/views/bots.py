"""Bot Zalo: how each bot of the ward is doing, and what an officer can do about it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from broadcast import bot_care, bot_hooks, bot_places
from broadcast.models import ZaloBot, ZaloLink
from broadcast.zalo import hook_words


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """List the bots with their state, their trouble and what to do."""
    _officer_only(request)
    rows = [
        {
            "bot": bot,
            "hook": hook_words.words(bot.hook_outcome),
            "is_heard": bot.hook_outcome == hook_words.GOOD,
            "people": max(0, bot_places.free(bot, kind=ZaloLink.Kind.DIRECT)),
            "groups": max(0, bot_places.free(bot, kind=ZaloLink.Kind.GROUP)),
        }
        for bot in ZaloBot.objects.visible_to(request.user)
    ]
    return render(request, "broadcast/zalo_bots.html", {"rows": rows})


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a bot of the own ward, give Zalo its address again, or lay it aside."""
    bot = get_object_or_404(ZaloBot.objects.visible_to(request.user), pk=pk)
    _officer_only(request)
    deed = _DEEDS.get(request.POST.get("viec", ""))
    if deed is None:
        raise PermissionDenied
    deed(bot, request)
    return redirect("broadcast_bots")


def _ask(bot: ZaloBot, request: HttpRequest) -> None:
    is_good = bot_care.ask(bot, now=timezone.now())
    if bot.hook_id:
        bot_hooks.look(bot)
    log(instance=bot, action="lantoa.bot_asked", user=request.user)
    if is_good:
        messages.success(request, f"{bot} trả lời tốt, đang dùng được.")
    else:
        messages.error(request, bot.problem)


def _open_hook(bot: ZaloBot, request: HttpRequest) -> None:
    found = bot_hooks.open_hook(bot.pk)
    log(instance=bot, action="lantoa.bot_hook", user=request.user)
    say = messages.success if found == hook_words.GOOD else messages.error
    say(request, hook_words.words(found))


def _stop(bot: ZaloBot, request: HttpRequest) -> None:
    bot_care.stop(bot, by=request.user)
    log(instance=bot, action="lantoa.bot_stopped", user=request.user)
    messages.success(request, f"Đã ngừng {bot}. Tổ trưởng vẫn nhận việc qua trang của tổ.")


_DEEDS = {"kiem-tra": _ask, "dia-chi": _open_hook, "ngung": _stop}


def _officer_only(request: HttpRequest) -> None:
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
