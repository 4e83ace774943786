"""The demo's pages: topics, help, materials, the kit; all through the real approval."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Collection

from cms import approving
from cms.models import (
    HelpPage,
    HomePage,
    Hotline,
    KitPage,
    LegalPage,
    LocalizedBody,
    MaterialPage,
    TopicPage,
)
from cms.ward_opening import add_page, platform_home
from media.models import Picture
from outreach.models import User

DATA = Path(__file__).resolve().parent.parent.parent / "cms" / "demo"


def read(name: str) -> dict[str, Any]:
    """Return one data file."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def load_hotlines() -> None:
    """Write the registry's first numbers with their dates and sources."""
    checked = timezone.localdate() - timedelta(days=21)
    for position, row in enumerate(read("hotlines.toml")["hotline"]):
        row["verified_on"] = checked if row.pop("is_verified", False) else None
        Hotline.objects.update_or_create(
            number=row["number"], defaults={**row, "position": position}
        )


def load_common_pages(home: HomePage) -> dict[str, TopicPage]:
    """Add topics, the help page and the legal page below ``home``; return the topics by slug."""
    texts = read("pages.toml")
    for page in (platform_home(), home):
        if not HelpPage.objects.child_of(page).exists():
            add_page(page, HelpPage(title="Liên hệ", slug="lien-he", **texts["help"]))
        if not LegalPage.objects.child_of(page).exists():
            legal = LegalPage(title="Quyền riêng tư", slug="quyen-rieng-tu", **texts["legal"])
            add_page(page, legal)
    home.introduction = texts["home"]["introduction"]
    home.save()
    return {row["slug"]: add_page(home, TopicPage(**row)) for row in texts["topic"]}


def load_materials(
    topics: dict[str, TopicPage], *, author: User, approver: User, limit: int | None = None
) -> dict[str, MaterialPage]:
    """Write the materials as ``author`` and approve each as ``approver``; return them by slug."""
    pictures = _pictures(author)
    made = {}
    for path in sorted((DATA / "materials").glob("*.toml"))[:limit]:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        page = topics[data["topic"]].add_child(instance=_material(data, pictures))
        page.hotlines = list(Hotline.objects.filter(number__in=data["hotlines"]))
        page.save()
        made[data["slug"]] = approve(page, author=author, approver=approver)
    return made


def approve(page: Any, *, author: User, approver: User) -> Any:
    """Submit ``page`` as its author and approve it as the leader, by the real workflow."""
    page.save_revision(user=author)
    page = type(page).objects.get(pk=page.pk)
    page.get_workflow().start(page, author)
    task = approving.waiting_task(page)
    approving.approve(page, by=approver, seen_revision_id=task.revision_id if task else 0)
    return type(page).objects.get(pk=page.pk)


def _material(data: dict[str, Any], pictures: dict[str, Picture]) -> MaterialPage:
    page = MaterialPage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        sources=data.get("sources", ""),
        zalo_text=data["zalo_text"].strip(),
        script_text=data["script_text"].strip(),
        poster_headline=data["poster_headline"],
        poster_lines="\n".join(data["poster_lines"]),
        picture=pictures.get(data.get("picture", "")),
        picture_alt=data.get("picture_alt", ""),
        body=[_block(block) for block in data["body"]],
        live=False,
    )
    translations = [LocalizedBody(**row) for row in data.get("translation", [])]
    page.localized_bodies.set(translations)
    return page


def _block(block: dict[str, Any]) -> tuple[str, Any]:
    if block["type"] == "points":
        return "points", {"title": block["title"], "items": block["items"]}
    return block["type"], block["html"] if block["type"] == "paragraph" else block["text"]


def _pictures(author: User) -> dict[str, Picture]:
    collection = Collection.objects.get(name=f"{author.ward_id} {author.ward}")
    titles, made = read("pictures.toml"), {}
    for path in sorted((DATA / "pictures").glob("*.jpg")):
        with path.open("rb") as file:
            made[path.stem] = Picture.objects.create(
                title=titles[path.stem],
                file=ImageFile(file, name=path.name),
                collection=collection,
                credit="Lan Toả",
                uploaded_by_user=author,
            )
    return made


def load_kit(home: HomePage, *, author: User, approver: User) -> KitPage:
    """Write the starter kit and approve it."""
    data = read("kit.toml")
    content = [
        (block.pop("type"), block) for block in [dict(block) for block in data.pop("content")]
    ]
    page = home.add_child(instance=KitPage(**data, content=content, live=False))
    page.hotlines = list(Hotline.objects.filter(number="111"))
    page.materials = list(MaterialPage.objects.descendant_of(home).live()[:2])
    page.save()
    kit: KitPage = approve(page, author=author, approver=approver)
    return kit
