"""Labels that Wagtail 8.0 makes from a field's English name instead of asking the catalogue.

No catalogue can reach these; they are set once, when the project starts. The crawl of the browser
tests finds a new one.
"""

from typing import Any

from django.utils.module_loading import import_string
from wagtail.admin.forms.workflows import TaskChooserSearchForm
from wagtail.admin.views import workflows
from wagtail.sites.views import IndexView

LINK_TEXT = "Chữ của liên kết"
FORMS: dict[str, dict[str, str]] = {
    "wagtail.admin.forms.choosers.AnchorLinkChooserForm": {"link_text": LINK_TEXT},
    "wagtail.admin.forms.choosers.ExternalLinkChooserForm": {"link_text": LINK_TEXT},
    "wagtail.admin.forms.choosers.PhoneLinkChooserForm": {
        "phone_number": "Số điện thoại",
        "link_text": LINK_TEXT,
    },
    "wagtail.admin.forms.choosers.EmailLinkChooserForm": {
        "email_address": "Địa chỉ thư điện tử",
        "link_text": LINK_TEXT,
        "subject": "Tiêu đề thư",
        "body": "Nội dung thư",
    },
    "wagtail.admin.forms.workflows.WorkflowContentTypeForm": {"content_types": "Loại nội dung"},
    "wagtail.admin.forms.workflows.WorkflowPageForm": {"page": "Trang"},
    "wagtail.users.forms.PagePermissionsForm": {"page": "Trang"},
}
SITE_COLUMNS = {"port": "Cổng", "site_name": "Tên trang web", "root_page": "Trang gốc"}


class TaskSearchForm(TaskChooserSearchForm):
    """The search for a step of a workflow, with a Vietnamese label on its choice of kinds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "task_type" in self.fields:
            self.fields["task_type"].label = "Loại bước duyệt"


def translate() -> None:
    """Put the Vietnamese labels into Wagtail's forms and tables."""
    for path, labels in FORMS.items():
        form = import_string(path)
        for name, label in labels.items():
            form.base_fields[name].label = label
    for column in IndexView.columns:
        column.label = SITE_COLUMNS.get(column.name, column.label)
    workflows.TaskChooserSearchForm = TaskSearchForm
