"""Another ward does not exist: every admin address is checked before its view runs.

Wagtail's own permission checks answer 403 or a redirect, view by view, and have had bypasses.
This middleware looks at what an address names (a page, a revision, a task, a snippet, a
picture) and answers 404 when that belongs to another ward.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.wards import ward_id_of

# Parameters of Wagtail's addresses and the model that each one names.
_NAMED: dict[str, str] = {
    "page_id": "wagtailcore.Page",
    "parent_page_id": "wagtailcore.Page",
    "page_to_move_id": "wagtailcore.Page",
    "destination_id": "wagtailcore.Page",
    "revision_id": "wagtailcore.Revision",
    "task_state_id": "wagtailcore.TaskState",
    "workflow_state_id": "wagtailcore.WorkflowState",
    "image_id": "media.Picture",
    "document_id": "wagtaildocs.Document",
    "ward": "outreach.Ward",
}


class WardIsolation:
    """Answer 404 for whatever belongs to a ward that the signed-in person does not see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        user: Any = request.user
        if not request.path.startswith("/admin/") or not user.is_authenticated:
            return
        if user.is_superuser:
            return
        for model, value in _named(view, kwargs):
            if not _may_see(user, _find(model, value)):
                raise Http404


def _named(view: Any, kwargs: dict[str, Any]) -> list[tuple[type[models.Model], Any]]:
    named = [
        (apps.get_model(label), kwargs[name])
        for name, label in _NAMED.items()
        if kwargs.get(name) is not None
    ]
    model = getattr(view, "view_initkwargs", {}).get("model")
    model = model or getattr(getattr(view, "view_class", None), "model", None)
    if model is not None and kwargs.get("pk") is not None:
        named.append((model, kwargs["pk"]))
    return named


def _find(model: type[models.Model], value: Any) -> Any:
    try:
        return model._default_manager.filter(pk=unquote(str(value))).first()
    except (ValueError, TypeError):
        return None


def _may_see(user: Any, obj: Any) -> bool:
    """Whether ``obj`` belongs to the person's ward or to nobody; absent things are the view's."""
    if obj is None:
        return True
    if isinstance(obj, Revision | WorkflowState):
        return _may_see(user, obj.content_object)
    if isinstance(obj, TaskState):
        return _may_see(user, obj.workflow_state.content_object)
    if hasattr(type(obj).objects, "visible_to"):
        return bool(type(obj).objects.visible_to(user).filter(pk=obj.pk).exists())
    ward_id = ward_id_of(obj) if isinstance(obj, Page) else _collection_ward(obj)
    return ward_id is None or ward_id == user.ward_id


def _collection_ward(obj: Any) -> str | None:
    """Return the ward code with which a picture's or document's collection begins."""
    collection = getattr(obj, "collection", None)
    code = collection.name[:5] if collection else ""
    return code if code.isdigit() else None
