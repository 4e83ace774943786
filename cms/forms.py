"""The form of a material: what may never be stored is refused, with nothing typed lost."""

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from cms import material_checks, scripts
from cms.checks import Channel, check, refuses_save
from cms.wards import ward_of


class MaterialForm(WagtailAdminPageForm):
    """Refuses a personal identifier at once, and at submission whatever blocks approval."""

    is_draft = False

    def defer_required_fields(self) -> None:
        """Wagtail calls this for a draft, which may be saved half-written."""
        self.is_draft = True
        super().defer_required_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._refuse_identifiers(cleaned)
        if not self.is_draft and not self.errors:
            self._refuse_blocked(cleaned)
        return cleaned

    def _refuse_identifiers(self, cleaned: dict[str, Any]) -> None:
        hotlines, today = material_checks.registry(), timezone.localdate()
        for channel, names in material_checks.FIELDS.items():
            for name in names:
                if text := str(cleaned.get(name) or ""):
                    found = check(text, channel=channel, hotlines=hotlines, today=today)
                    for finding in refuses_save(found):
                        words = text[finding.start : finding.end]
                        self.add_error(name, f"{finding.message} («{words}»)")

    def _refuse_blocked(self, cleaned: dict[str, Any]) -> None:
        """Judge the material as it would be after this form, field by field."""
        chosen = list(cleaned.get("hotlines") or [])
        if not any(hotline.number == "111" for hotline in chosen):
            self.add_error("hotlines", "Thiếu số 111. Chọn 111 trong danh bạ đường dây nóng.")
        hotlines, today = material_checks.registry(), timezone.localdate()
        for channel in Channel:
            for name in material_checks.FIELDS[channel]:
                found = check(
                    str(cleaned.get(name) or ""), channel=channel, hotlines=hotlines, today=today
                )
                for finding in found:
                    if finding.level.name == "BLOCK" and name in self.fields:
                        self.add_error(name, finding.message)
        self._refuse_unreadable()

    def _refuse_unreadable(self) -> None:
        """A script that nobody can read out with certainty waits for its dictionary."""
        ward = ward_of(self.instance) or ward_of(self.parent_page)
        for problem in scripts.problems(self.instance, ward=ward):
            self.add_error("script_text", problem)
