"""The one step of every workflow: a leader of the same ward, never the author."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.models import Task, TaskState

from cms.two_persons import authors_of, refuse
from cms.wards import ward_id_of


class WardApprovalTaskState(TaskState):
    """Lượt duyệt: refuses a leader of another ward, and refuses the author."""

    class Meta:
        verbose_name = verbose_name_plural = "lượt duyệt"

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        """Approve, or raise ``PermissionDenied``: a stranger, an author, or a text not ready."""
        self._refuse_stranger(user)
        refuse(self.revision, approver=user)
        return super().approve(user=user, update=update, comment=comment)

    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        """Return the text to its author with ``comment``."""
        self._refuse_stranger(user)
        return super().reject(user=user, update=update, comment=comment)

    def _refuse_stranger(self, user: Any) -> None:
        if user is None or not _may_judge(self.workflow_state.content_object, user):
            raise PermissionDenied("Chỉ lãnh đạo của đúng xã, phường này được duyệt.")


class WardApprovalTask(Task):
    """Bước duyệt của lãnh đạo xã, phường."""

    task_state_class = WardApprovalTaskState

    class Meta:
        verbose_name = verbose_name_plural = "bước duyệt của lãnh đạo xã, phường"

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _may_judge(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What waits for approval is not changed under the approver's eyes."""
        return not _may_judge(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not _may_judge(obj, user):
            return []
        reject = ("reject", "Trả lại, kèm ý kiến", True)
        if user.pk in authors_of(obj.get_latest_revision()) or obj.approval_problems():
            return [reject]
        return [reject, ("approve", "Duyệt", False), ("approve", "Duyệt, kèm ý kiến", True)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = TaskState.objects.filter(
            task=self.task_ptr, status=TaskState.STATUS_IN_PROGRESS
        ).select_related("workflow_state")
        mine = [
            state.pk for state in waiting if _may_judge(state.workflow_state.content_object, user)
        ]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> str:
        return "Lãnh đạo của chính xã, phường đó duyệt; người soạn không được tự duyệt."


def _may_judge(obj: Any, user: Any) -> bool:
    is_approver = getattr(user, "is_approver", False)
    return bool(is_approver and user.is_active and user.ward_id == ward_id_of(obj))
