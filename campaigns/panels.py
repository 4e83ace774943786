"""The lines of a campaign in its editor: child forms that know who is signed in."""

from typing import Any

from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from campaigns.forms import ItemForm


class ItemsPanel(InlinePanel):
    """Wagtail 8.0's inline panel uses neither a child's own form class nor the user."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields")
        formset["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=ItemForm,
            defer_required_on_fields=deferred or [],
        )
        formset["inherit_kwargs"] = ["for_user"]
        return options
