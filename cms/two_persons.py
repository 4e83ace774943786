"""The rule of two persons: whoever wrote a revision never approves or publishes it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import Revision


class SamePersonError(PermissionDenied):
    """The author of a revision tried to approve it."""

    def __init__(self) -> None:
        super().__init__("Người soạn không được tự duyệt. Đề nghị lãnh đạo khác duyệt.")


class NotReadyError(PermissionDenied):
    """What is to be approved still breaks a blocking rule; ``problems`` says which."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


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


def refuse(revision: Revision, *, approver: Any) -> None:
    """Raise unless ``approver`` may let ``revision`` out.

    ``SamePersonError``: the approver had a hand in it. ``NotReadyError``: it breaks a blocking
    rule. A publication without a person (``approver`` is None) is a program's own, such as the
    first set-up of a site, and only the rules of wording apply to it.
    """
    if approver is not None and approver.pk in authors_of(revision):
        raise SamePersonError
    if problems := revision.as_object().approval_problems():
        raise NotReadyError(problems)


class TwoPersonRule(models.Model):
    """Mixin above Wagtail's own: publishing by an author is refused below every view."""

    class Meta:
        abstract = True

    def approval_problems(self) -> list[str]:
        """Return the Vietnamese sentences that stand in the way of approval; empty means ready."""
        return []

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Publish ``revision`` as Wagtail does, unless the rules above forbid it."""
        refuse(revision, approver=user)
        return super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
