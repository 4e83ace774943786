"""Opening a ward in the CMS: its pages, its two groups of people, the workflow over all wards."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import HomePage, WardApprovalTask
from outreach.models import User, Ward

WORKFLOW = "Lãnh đạo xã, phường duyệt"
PAGE_RIGHTS = {User.Role.OFFICER: ("add", "change"), User.Role.APPROVER: ("publish",)}
# Wagtail asks for the rights of its own image model, whatever model the pictures have.
FILE_RIGHTS = {
    User.Role.OFFICER: ("add_image", "change_image", "choose_image"),
    User.Role.APPROVER: ("choose_image",),
}


def group_of(ward: Ward, *, role: User.Role) -> Group:
    """Return the group of all people of ``role`` in ``ward``, made on first use."""
    return Group.objects.get_or_create(name=f"{ward.pk} {role.label}")[0]


def grant(home: HomePage) -> None:
    """Give the two groups of the ward their rights on its pages and its pictures; repeatable."""
    ward = home.ward
    if ward is None:
        return
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=f"{ward.pk} {ward}").first()
    collection = collection or root.add_child(name=f"{ward.pk} {ward}")
    for role, actions in PAGE_RIGHTS.items():
        group = group_of(ward, role=role)
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for action in actions:
            GroupPagePermission.objects.get_or_create(
                group=group, page=home, permission=_permission("wagtailcore", f"{action}_page")
            )
        for codename in FILE_RIGHTS[role]:
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=collection,
                permission=_permission("wagtailimages", codename),
            )


def admit(user: User) -> None:
    """Put ``user`` into the groups that belong to role and ward, and into no other ward's."""
    user.groups.clear()
    if user.ward and user.role in PAGE_RIGHTS:
        user.groups.add(group_of(user.ward, role=User.Role(user.role)))
    elif user.role == User.Role.PROVINCE:
        group = Group.objects.get_or_create(name=User.Role.PROVINCE.label)[0]
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        user.groups.add(group)


def workflow_over(page: HomePage) -> Workflow:
    """Return the one workflow of the platform, covering every page below ``page``."""
    task, _ = WardApprovalTask.objects.get_or_create(name="Lãnh đạo duyệt")
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        # Wagtail ships a workflow of its own, whose approvers may be the authors.
        Workflow.objects.exclude(pk=workflow.pk).delete()
        Task.objects.exclude(pk=task.pk).delete()
        Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def allow(ward: Ward, *, role: User.Role, permissions: Iterable[str]) -> None:
    """Give the ward's group of ``role`` the model permissions named "app.codename"."""
    found = [_permission(*name.split(".")) for name in permissions]
    group_of(ward, role=role).permissions.add(*found)


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def workflow_for(model: type[Model]) -> None:
    """Let the platform's workflow judge the snippets of ``model`` as well."""
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(model),
        defaults={"workflow": Workflow.objects.get(name=WORKFLOW)},
    )
