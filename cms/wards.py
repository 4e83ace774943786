"""Whose ward a page or a snippet belongs to."""

from typing import Any

from wagtail.models import Page

from outreach.models import Ward


def home_of(page: Page) -> Any:
    """Return the ward's home page above ``page`` (or ``page`` itself); None outside any ward."""
    from cms.models import HomePage  # noqa: PLC0415 - models import this module

    if not page.path:
        return None
    steps = range(Page.steplen, len(page.path) + 1, Page.steplen)
    above = [page.path[:step] for step in steps]
    return HomePage.objects.filter(path__in=above).exclude(ward=None).order_by("path").last()


def ward_of(obj: Any) -> Ward | None:
    """Return the ward of ``obj``: its own, or that of the home page above it."""
    if isinstance(obj, Page):
        home = home_of(obj)
        return home.ward if home else None
    return getattr(obj, "ward", None)


def ward_id_of(obj: Any) -> str | None:
    """Return the ward code of ``obj``."""
    ward = ward_of(obj)
    return ward.pk if ward else None


def pages_of_ward(pages: Any, ward_id: str | None) -> Any:
    """Limit the page queryset ``pages`` to those below the ward's home page; none without one."""
    from cms.models import HomePage  # noqa: PLC0415 - models import this module

    home = HomePage.objects.filter(ward_id=ward_id or "").first()
    return pages.descendant_of(home) if home else pages.none()
