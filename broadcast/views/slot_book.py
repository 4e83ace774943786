"""The slot book: the week of a cluster, booking, and the monthly board."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from broadcast import booking, duties, rechecking, repeating, slot_book, wishes
from broadcast.confirming import NotPossibleError
from broadcast.models import Loudspeaker
from broadcast.slot_forms import SlotForm
from campaigns import planning


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Show a week of one cluster, its free minutes and the warnings about its rules."""
    user = _of_ward(request)
    clusters = list(Loudspeaker.objects.visible_to(user))
    wanted = request.GET.get("cum", "")
    cluster = next((one for one in clusters if str(one.pk) == wanted), next(iter(clusters), None))
    day = _asked(parse_date, request.GET.get("tuan")) or timezone.localdate()
    monday = slot_book.monday_of(day)
    context = {
        "clusters": clusters,
        "cluster": cluster,
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": slot_book.week(cluster, monday=monday, now=timezone.now()) if cluster else [],
        "warnings": slot_book.warnings(user.ward, today=timezone.localdate()),
        "broken": rechecking.broken(user.ward, now=timezone.now()),
        "today": timezone.localdate(),
    }
    return render(request, "broadcast/slot_book.html", context)


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """Ask for a slot; what is refused says why and offers the nearest that fit."""
    user = _of_ward(request)
    if not user.is_officer:
        raise PermissionDenied
    form = SlotForm(request.POST or None, ward_id=user.ward_id, initial=_initial(request.GET))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        if form.last_day:
            context["answers"] = _repeat(form, by=user)
            context["summary"] = repeating.summary(context["answers"])
        elif _book(request, form, context, by=user):
            start = form.start.date()
            return redirect(f"../?cum={form.wish.loudspeaker.pk}&tuan={start:%Y-%m-%d}")
    return render(request, "broadcast/slot_booking.html", context)


def _initial(asked: Any) -> dict[str, Any]:
    """Return what an address asks for; what it leaves out keeps the form's own beginning."""
    given = {
        "loudspeaker": asked.get("cum"),
        "item": asked.get("bai"),
        "version": asked.get("ban"),
        "level": asked.get("muc"),
        "day": _asked(parse_date, asked.get("ngay")),
        "at": _asked(parse_time, asked.get("gio")),
    }
    return {name: value for name, value in given.items() if value}


def _asked(parse: Callable[[str], Any], text: str | None) -> Any:
    """Return the day or time in an address; None for anything else that somebody typed there."""
    try:
        return parse(text or "")
    except ValueError:
        return None


def _book(request: HttpRequest, form: SlotForm, context: dict[str, Any], *, by: Any) -> bool:
    wish, start, now = form.wish, form.start, timezone.now()
    said = wishes.why_not(wish, starts_at=start, now=now)
    try:
        row = booking.book(wish, starts_at=start, by=by, now=now, override=form.override)
    except booking.RefusedError as refused:
        context["reasons"] = refused.reasons
        context["nearest"] = wishes.suggest(wish, starts_at=start, now=now)
        blocks = [reason for reason in refused.reasons if reason.is_block]
        context["may_override"] = all(reason.may_be_overridden for reason in blocks)
        return False
    except (NotPossibleError, planning.NotPossibleError) as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"Đã xếp lịch: {row}.")
    if warnings := [reason.sentence for reason in said if not reason.is_block]:
        messages.warning(request, "Lưu ý: " + " ".join(warnings))
    return True


def _repeat(form: SlotForm, *, by: Any) -> list[repeating.Answer]:
    at, now = form.cleaned_data["at"], timezone.now()
    return repeating.book_days(
        form.wish, days=form.days, at=at, by=by, now=now, override=form.override
    )


@require_GET
def duty(request: HttpRequest) -> HttpResponse:
    """Show the monthly duty: each group, month by month."""
    user = _of_ward(request)
    board = duties.board(user.ward, today=timezone.localdate())
    return render(request, "broadcast/duty_board.html", {"board": board})


def _of_ward(request: HttpRequest) -> Any:
    if not getattr(request.user, "ward_id", None):
        raise Http404
    return request.user
