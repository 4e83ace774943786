"""Whose ward a page or a snippet belongs to."""

from typing import Any

from wagtail.models import Page


def ward_id_of(obj: Any) -> str | None:
    """Return the ward code of ``obj``: its own ``ward_id``, or that of the home page above it."""
    if isinstance(obj, Page):
        from cms.models import HomePage  # noqa: PLC0415 - models import this module

        home = HomePage.objects.ancestor_of(obj, inclusive=True).exclude(ward=None).last()
        return home.ward_id if home else None
    return getattr(obj, "ward_id", None)
