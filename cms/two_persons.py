"""The rule of two persons: whoever wrote a revision never approves or publishes it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import Revision


class SamePersonError(PermissionDenied):
    """The author of a revision tried to approve it."""

    def __init__(self) -> None:
        super().__init__("Người soạn không được tự duyệt. Đề nghị lãnh đạo khác duyệt.")


def authors_of(revision: Revision) -> set[int]:
    """Return the ids of all who wrote since the last approved revision, up to ``revision``."""
    unapproved = Revision.objects.filter(
        base_content_type=revision.base_content_type_id,
        object_id=revision.object_id,
        created_at__lte=revision.created_at,
    )
    if live := getattr(revision.content_object, "live_revision", None):
        unapproved = unapproved.filter(created_at__gt=live.created_at)
    return set(unapproved.exclude(user=None).values_list("user_id", flat=True))


def refuse_same_person(revision: Revision, *, approver: Any) -> None:
    """Raise ``SamePersonError`` if ``approver`` had a hand in ``revision``."""
    if approver is not None and approver.pk in authors_of(revision):
        raise SamePersonError


class TwoPersonRule(models.Model):
    """Mixin above Wagtail's own: publishing by an author is refused below every view."""

    class Meta:
        abstract = True

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Publish ``revision`` as Wagtail does, unless ``user`` wrote any of it."""
        refuse_same_person(revision, approver=user)
        return super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
