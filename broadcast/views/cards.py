"""Leaders' cards: the personal link on paper, and a new link where a card is lost."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadcast.leader_files import personal_address
from media import card
from outreach import leader_links
from outreach.models import Leader


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """List the leaders in office with their links."""
    rows = [(leader, _address(leader)) for leader in _leaders(request)]
    return render(request, "broadcast/leader_cards.html", {"rows": rows})


@require_GET
def pdf(request: HttpRequest) -> HttpResponse:
    """Send the cards of all leaders, eight to a page."""
    cards = [
        card.LeaderCard(leader.ward.office_name, leader.group.name, leader.name, _address(leader))
        for leader in _leaders(request)
    ]
    response = HttpResponse(card.pdf(cards), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="the-to-truong.pdf"'
    return response


@require_POST
def reissue(request: HttpRequest, leader_id: int) -> HttpResponse:
    """Make the leader's old link worthless and a new one valid."""
    leader = get_object_or_404(_leaders(request), pk=leader_id)
    leader.revoke_link()
    messages.success(request, f"Đã cấp lại liên kết cho {leader}. Thẻ cũ không dùng được nữa.")
    return redirect("broadcast_cards")


def _leaders(request: HttpRequest) -> Any:
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    rows = Leader.objects.visible_to(request.user).in_office(timezone.localdate())
    return rows.select_related("group", "ward").order_by("group__position", "is_deputy")


def _address(leader: Leader) -> str:
    return personal_address(leader, leader_links.token(leader))
