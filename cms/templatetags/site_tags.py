"""What every public page needs to know: whose site it is and where to call."""

from typing import Any

from django import template
from django.utils import timezone

from cms.models import HomePage, Hotline
from cms.wards import home_of

register = template.Library()


@register.simple_tag(takes_context=True)
def site_home(context: dict[str, Any]) -> HomePage | None:
    """Return the home page of the ward that the current page or ``ward`` belongs to."""
    if page := context.get("page"):
        return home_of(page)
    if ward := context.get("ward"):
        return HomePage.objects.filter(ward=ward).live().first()
    return None


@register.simple_tag
def hotlines_for(ward: Any = None) -> list[Hotline]:
    """Return the two national lines that come first today, and those of the ward's province."""
    lines = Hotline.objects.valid_on(timezone.localdate()).exclude(verified_on=None)
    national = list(lines.filter(province=None)[:2])
    return national + (list(lines.filter(province=ward.province_id)) if ward else [])


@register.filter
def tel(number: str) -> str:
    """Return the ``tel:`` address of a hotline."""
    return f"tel:{''.join(c for c in str(number) if c.isdigit())}"
