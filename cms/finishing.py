"""What happens when the last step of a workflow is approved."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the very revision that was approved, not whatever has become the latest since."""
    workflow_state.current_task_state.revision.publish(user=user)
