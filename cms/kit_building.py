"""Building a school's kit: documents from a ``KitPage``, in one versioned ZIP.

A revision of the page is built once; the same revision gives the same bundle again.
"""

from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms import bodies
from cms.models import KitPage
from cms.previews import picture_bytes
from cms.wards import pages_of_ward, ward_of
from media import archive, handout, poster
from media.models import Bundle
from media.text import ascii_slug
from outreach.models import Ward


def newest(ward: Ward) -> Bundle | None:
    """Return the bundle of the ward's newest live kit, or None if it has none."""
    kits = pages_of_ward(KitPage.objects.live(), ward.pk).order_by("-last_published_at")
    page = kits.first()
    return build(page) if page else None


@transaction.atomic
def build(page: KitPage) -> Bundle:
    """Return the bundle of the page's live revision, building it on first use."""
    known = Bundle.objects.filter(page=page, revision=page.live_revision).first()
    if known:
        return known
    data = archive.zip_bytes(_entries(page))
    last = Bundle.objects.filter(page=page).aggregate(last=Max("version"))["last"] or 0
    bundle = Bundle(
        kind=Bundle.Kind.KIT,
        title=page.title,
        page=page,
        revision=page.live_revision,
        version=last + 1,
        sha256=sha256(data).hexdigest(),
        byte_count=len(data),
    )
    name = f"{ascii_slug(page.title)}-ban-{last + 1}.zip"
    bundle.file.save(name, ContentFile(data), save=False)
    bundle.save()
    return bundle


def _entries(page: KitPage) -> dict[str, bytes]:
    ward = ward_of(page)
    office = ward.office_name if ward else ""
    blocks: dict[str, list[Any]] = {"step": [], "situation": [], "question": [], "card": []}
    for block in page.content:
        blocks[block.block_type].append(block.value)
    entries = {
        "1-ke-hoach-tiet-hoc.docx": _docx(office, page.title, _lesson(page, blocks["step"])),
        "2-tinh-huong-thao-luan.docx": _docx(
            office, "Tình huống thảo luận", _situations(blocks["situation"])
        ),
        "3-phieu-trac-nghiem.docx": _docx(office, "Phiếu trắc nghiệm", _quiz(blocks["question"])),
        "4-dap-an.docx": _docx(office, "Đáp án", _answers(blocks["question"])),
    }
    for number, card in enumerate(blocks["card"], start=5):
        title = card["title"]
        text = [handout.Line(line) for line in plain_lines(str(card["text"].source))]
        entries[f"{number}-{ascii_slug(title)}.docx"] = _docx(office, title, text)
    posters = [_poster(material, office) for material in page.materials.all()]
    posters = [made for made in posters if made.headline]
    if posters:
        entries["9-ap-phich.pdf"] = poster.pdf(posters)
    return entries


def _docx(office: str, title: str, lines: list[handout.Line]) -> bytes:
    return handout.docx(handout.Handout(office=office, title=title, lines=tuple(lines)))


def _lesson(page: KitPage, steps: list[Any]) -> list[handout.Line]:
    lines = [handout.Line(page.introduction), handout.Line(f"Dành cho: {page.audience_note}")]
    total = sum(step["minutes"] for step in steps)
    lines.append(handout.Line(f"Thời lượng: {total} phút"))
    for number, step in enumerate(steps, start=1):
        heading = f"{number}. {step['title']} ({step['minutes']} phút)"
        lines.append(handout.Line(heading, is_heading=True))
        lines += [handout.Line(line) for line in plain_lines(str(step["notes"].source))]
    calls = bodies.hotlines_of(page, today=timezone.localdate())
    lines.append(handout.Line("Đường dây nóng", is_heading=True))
    return lines + [handout.Line(f"{c.display}: {c.owner} ({c.promise})") for c in calls]


def _situations(situations: list[Any]) -> list[handout.Line]:
    lines = [handout.Line("Các tình huống dưới đây là giả định.")]
    for number, situation in enumerate(situations, start=1):
        lines.append(handout.Line(f"{number}. {situation['title']}", is_heading=True))
        lines += [handout.Line(line) for line in plain_lines(str(situation["story"].source))]
        lines += [handout.Line(f"– {question}") for question in situation["questions"]]
    return lines


def _quiz(questions: list[Any]) -> list[handout.Line]:
    lines = [handout.Line("Không ghi tên. Khoanh vào một phương án.")]
    for form in sorted({question["form"].upper() for question in questions}):
        lines.append(handout.Line(f"Đề {form}", is_heading=True))
        mine = [question for question in questions if question["form"].upper() == form]
        for number, question in enumerate(mine, start=1):
            lines.append(handout.Line(f"Câu {number}. {question['text']}"))
            lines += [
                handout.Line(f"{letter}. {choice}", is_indented=True)
                for letter, choice in zip("ABCDEFGH", question["choices"], strict=False)
            ]
    return lines


def _answers(questions: list[Any]) -> list[handout.Line]:
    lines = []
    for form in sorted({question["form"].upper() for question in questions}):
        mine = [question for question in questions if question["form"].upper() == form]
        marks = [f"{n}{'ABCDEFGH'[q['answer'] - 1]}" for n, q in enumerate(mine, start=1)]
        lines.append(handout.Line(f"Đề {form}: " + "  ".join(marks)))
    return lines


def _poster(material: Any, office: str) -> poster.Poster:
    page = material.specific
    return bodies.poster(
        page,
        hotlines=bodies.hotlines_of(page, today=timezone.localdate()),
        office=office,
        link=page.full_url.split("://", 1)[-1] if page.full_url else "",
        qr_data=page.full_url or "",
        picture=picture_bytes(page),
    )


class _Lines(HTMLParser):
    """Collects the text of rich text, a line for each paragraph or list item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "li", "h2", "h3", "br"}:
            self.lines.append("– " if tag == "li" else "")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


def plain_lines(html: str) -> list[str]:
    """Return the lines of a piece of rich text; list items begin with a dash."""
    parser = _Lines()
    parser.feed(html)
    return [line.strip() for line in parser.lines if line.strip(" –")]
