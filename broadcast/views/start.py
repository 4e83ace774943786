"""Short ways in: a new material under the first topic of the ward."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cms.models import TopicPage
from cms.wards import pages_of_ward


@require_GET
def new_material(request: HttpRequest) -> HttpResponse:
    """Ask for the topic, or go straight to the editor when there is one topic only."""
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    topics = list(pages_of_ward(TopicPage.objects.live(), getattr(request.user, "ward_id", None)))
    targets = [
        (topic, reverse("wagtailadmin_pages:add", args=["cms", "materialpage", topic.pk]))
        for topic in topics
    ]
    if len(targets) == 1:
        return redirect(targets[0][1])
    return render(request, "broadcast/new_material.html", {"targets": targets})
