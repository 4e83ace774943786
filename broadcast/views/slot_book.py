"""The slot book: the week of a cluster, booking, and the monthly board."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from broadcast import booking, duties, repeating, slot_book, wishes
from broadcast.confirming import NotPossibleError
from broadcast.models import Loudspeaker
from broadcast.slot_forms import SlotForm
from broadcast.slot_rows import weekdays_of
from campaigns import planning


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Show a week of one cluster, its free minutes and the warnings about its rules."""
    user = _of_ward(request)
    clusters = list(Loudspeaker.objects.visible_to(user))
    wanted = request.GET.get("cum", "")
    cluster = next((one for one in clusters if str(one.pk) == wanted), next(iter(clusters), None))
    day = parse_date(request.GET.get("tuan", "")) or timezone.localdate()
    monday = slot_book.monday_of(day)
    context = {
        "clusters": clusters,
        "cluster": cluster,
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": slot_book.week(cluster, monday=monday) if cluster else [],
        "warnings": slot_book.warnings(user.ward, today=timezone.localdate()),
        "broken": slot_book.broken(user.ward, now=timezone.now()),
        "today": timezone.localdate(),
    }
    return render(request, "broadcast/slot_book.html", context)


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """Ask for a slot; what is refused says why and offers the nearest that fit."""
    user = _of_ward(request)
    if not user.is_officer:
        raise PermissionDenied
    asked = request.GET
    initial = {
        "loudspeaker": asked.get("cum"),
        "item": asked.get("bai"),
        "day": parse_date(asked.get("ngay", "")),
        "at": parse_time(asked.get("gio", "")),
    }
    form = SlotForm(request.POST or None, ward_id=user.ward_id, initial=initial)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        if form.last_day:
            context["answers"] = _repeat(form, by=user)
            context["summary"] = repeating.summary(context["answers"])
        elif _book(request, form, context, by=user):
            start = form.start.date()
            return redirect(f"../?cum={form.wish.loudspeaker.pk}&tuan={start:%Y-%m-%d}")
    return render(request, "broadcast/slot_booking.html", context)


def _book(request: HttpRequest, form: SlotForm, context: dict[str, Any], *, by: Any) -> bool:
    wish, start, now = form.wish, form.start, timezone.now()
    given = form.cleaned_data
    override = None
    if given["override_reason"] or given["override_citation"]:
        override = booking.Override(given["override_reason"], given["override_citation"])
    try:
        row = booking.book(wish, starts_at=start, by=by, now=now, override=override)
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
    return True


def _repeat(form: SlotForm, *, by: Any) -> list[repeating.Answer]:
    days = repeating.days_between(
        form.cleaned_data["day"],
        form.last_day or form.cleaned_data["day"],
        weekdays=weekdays_of(form.cleaned_data["weekdays"]),
    )
    at = form.cleaned_data["at"]
    return repeating.book_days(form.wish, days=days, at=at, by=by, now=timezone.now())


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
