"""Opening a ward's site: the pages that every ward needs, approved by nobody but a program."""

from typing import Any

from wagtail.models import Page, Site

from cms import roles
from cms.models import HomePage
from media.text import ascii_slug
from outreach.models import Ward

PLATFORM_TITLE = "Lan Toả"


def platform_home() -> HomePage:
    """Return the page above all wards, made the site's root on first use."""
    if home := HomePage.objects.filter(ward=None).first():
        return home
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=PLATFORM_TITLE, slug="trang-chu"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": PLATFORM_TITLE},
    )
    root.get_children().filter(slug="home").delete()
    roles.workflow_over(home)
    return home


def open_ward(ward: Ward, *, introduction: str = "", address: str = "") -> HomePage:
    """Return the ward's home page; on first use make it, its groups of people and their rights."""
    if home := HomePage.objects.filter(ward=ward).first():
        return home
    home = platform_home().add_child(
        instance=HomePage(
            title=f"Trang thông tin {ward}",
            slug=f"{ascii_slug(ward.name)}-{ward.pk}",
            ward=ward,
            introduction=introduction,
            address=address,
        )
    )
    roles.grant(home)
    return home


def add_page(parent: Page, page: Any) -> Any:
    """Add ``page`` below ``parent`` with a first revision that is live; return the page."""
    added = parent.add_child(instance=page)
    added.save_revision().publish()
    return added
