"""The leader's page: one personal link, no password, works without JavaScript.

Opening a link never changes anything: link previews open links too. Only the buttons do.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from broadcast import airing_links, confirming, leaders
from broadcast.forms import ConfirmForm
from broadcast.models import Delivery, Evidence
from outreach import leader_links
from outreach.models import Leader

View = Callable[..., HttpResponse]


def for_leader(view: View) -> View:
    """Pass the leader of the link on; a wrong, expired or revoked link gets one same page."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        leader = leader_links.leader_of(token, day=timezone.localdate())
        if leader is None:
            response = render(request, "broadcast/leader_unknown.html", status=404)
        else:
            response = view(request, leader, token=token, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


@require_safe
@for_leader
def today(request: HttpRequest, leader: Leader, token: str) -> HttpResponse:
    """List the group's items, those to do first."""
    now = timezone.now()
    plays = [(row, airing_links.token(row)) for row in leaders.airings_of(leader, now=now)]
    context = {
        "leader": leader,
        "ward": leader.ward,
        "token": token,
        "tasks": leaders.tasks(leader, now=now),
        "plays": plays,
    }
    return render(request, "broadcast/leader_today.html", context)


@require_safe
@for_leader
def item(request: HttpRequest, leader: Leader, token: str, pk: int) -> HttpResponse:
    """Show one item: the text to copy, the picture to keep, or the script in large letters."""
    delivery = leaders.own_delivery(leader, pk)
    if delivery is None:
        return render(request, "broadcast/leader_unknown.html", status=404)
    return _item_page(request, leader, token, delivery, ConfirmForm())


# A signed link carries its own authority: no cookie, so nothing that another site could borrow.
@csrf_exempt
@require_POST
@for_leader
def confirm(request: HttpRequest, leader: Leader, token: str, pk: int) -> HttpResponse:
    """Record the tap; the same tap sent twice is recorded once."""
    delivery = leaders.own_delivery(leader, pk)
    if delivery is None or request.headers.get("Sec-Fetch-Site") not in {None, "same-origin"}:
        return render(request, "broadcast/leader_unknown.html", status=404)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _item_page(request, leader, token, delivery, form)
    confirming.confirm(
        delivery,
        leader=leader,
        via=Delivery.Via.PAGE,
        claim=Evidence.Claim(form.cleaned_data["viec"]),
        note=form.cleaned_data["ly_do"],
        members_count=form.cleaned_data["so_thanh_vien"],
        nonce=form.cleaned_data["khoa"],
    )
    return redirect("leader_item", token=token, pk=pk)


def _item_page(
    request: HttpRequest, leader: Leader, token: str, delivery: Delivery, form: ConfirmForm
) -> HttpResponse:
    context = {
        "leader": leader,
        "ward": leader.ward,
        "token": token,
        "task": leaders.task_of(delivery),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "broadcast/leader_item.html", context, status=status)
