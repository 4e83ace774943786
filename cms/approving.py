"""Approving what was read, or returning it with a word: the same for pages and campaigns."""

from typing import Any

from wagtail.models import TaskState

from cms.two_persons import authors_of


class NotWaitingError(Exception):
    """The act is not possible now; the message says why, in Vietnamese."""


def waiting_task(obj: Any) -> TaskState | None:
    """Return the step at which ``obj`` waits for the ward's leader, if it has been submitted."""
    state = obj.current_workflow_task_state
    return state.specific if state else None


def approve(obj: Any, *, by: Any, seen_revision_id: int) -> None:
    """Approve exactly what the leader has read.

    Raises ``NotWaitingError`` when nothing waits or the text has changed since it was shown,
    and ``PermissionDenied`` for the author, a leader of another ward, or a text not ready.
    """
    task = waiting_task(obj)
    if task is None:
        raise NotWaitingError("Nội dung này không còn chờ duyệt.")
    if task.revision_id != seen_revision_id:
        raise NotWaitingError("Nội dung vừa được sửa. Xem lại rồi duyệt.")
    task.approve(user=by)


def give_back(obj: Any, *, by: Any, comment: str) -> None:
    """Return ``obj`` to its author with ``comment``, which may not be empty."""
    task = waiting_task(obj)
    if task is None:
        raise NotWaitingError("Nội dung này không còn chờ duyệt.")
    if not comment.strip():
        raise NotWaitingError("Ghi ý kiến để người soạn biết cần sửa gì.")
    task.reject(user=by, comment=comment.strip())


def may_approve(obj: Any, user: Any) -> bool:
    """Whether ``user`` is the one to decide: a leader of the ward who wrote none of it."""
    task = waiting_task(obj)
    if task is None or not task.task.specific.user_can_access_editor(obj, user):
        return False
    return user.pk not in authors_of(task.revision)
