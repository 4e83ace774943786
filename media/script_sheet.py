"""The large-print sheet for whoever reads live: A4, one sentence a paragraph, nothing cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from media import fonts, qr
from media.text import split_sentences

_A4 = (595.28, 841.89)
_MARGIN = 56.7  # 20 mm
_FOOT = 110.0
VALID = "Bản in hết giá trị khi có bản sửa."
TO_FILL = "Đã phát lúc ……… giờ ……… ngày ………………… Người đọc ……………………………"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet shows; ``seconds`` is the predicted reading time."""

    office: str
    title: str
    code: str
    revision: str
    paragraphs: tuple[str, ...]
    hotline_lines: tuple[str, ...]
    seconds: int
    approver: str
    approved_at: datetime
    confirm_url: str
    size_pt: int = 20

    @property
    def sentences(self) -> list[str]:
        return [sentence for text in self.paragraphs for sentence in split_sentences(text)]

    @property
    def head(self) -> str:
        minutes, rest = divmod(self.seconds, 60)
        return f"{self.office} · {self.code} · bản {self.revision} · {minutes} phút {rest:02d} giây"

    @property
    def foot(self) -> str:
        return f"Duyệt: {self.approver}, {self.approved_at:%H:%M %d/%m/%Y}. {VALID}"


def pdf(sheet: Sheet) -> bytes:
    """Return the sheet as PDF; a sentence is never split over two pages."""
    from reportlab.pdfgen.canvas import Canvas

    pages = list(_pages(sheet))
    output = BytesIO()
    canvas = Canvas(output, pagesize=_A4, invariant=1)
    canvas.setTitle(sheet.title)
    for number, blocks in enumerate(pages, start=1):
        _page(canvas, sheet, blocks, f"Trang {number}/{len(pages)}", is_last=number == len(pages))
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _blocks(sheet: Sheet) -> Iterator[tuple[list[str], bool]]:
    """Yield the wrapped lines of each sentence, and whether it belongs to the hotline box."""
    width = _A4[0] - 2 * _MARGIN
    for sentence in sheet.sentences:
        yield _wrap(sentence, fonts.REGULAR, sheet.size_pt, width), False
    # The hotlines are one block: a number is never parted from its repetition.
    calls = [
        _wrap(line, fonts.EXTRA_BOLD, sheet.size_pt, width - 24) for line in sheet.hotline_lines
    ]
    if calls:
        yield [line for lines in calls for line in lines], True


def _pages(sheet: Sheet) -> Iterator[list[tuple[list[str], bool]]]:
    step = sheet.size_pt * 1.5
    room = _A4[1] - 2 * _MARGIN - _FOOT - 50
    page: list[tuple[list[str], bool]] = []
    used = 0.0
    for lines, is_hotline in _blocks(sheet):
        height = len(lines) * step + 10
        if page and used + height > room:
            yield page
            page, used = [], 0.0
        page.append((lines, is_hotline))
        used += height
    yield page


def _page(
    canvas: Any, sheet: Sheet, blocks: list[tuple[list[str], bool]], number: str, *, is_last: bool
) -> None:
    width, height = _A4
    y = height - _MARGIN
    canvas.setFont(fonts.for_pdf(fonts.REGULAR), 10)
    canvas.drawString(_MARGIN, y, sheet.head)
    canvas.setFont(fonts.for_pdf(fonts.SEMI_BOLD), 14)
    y -= 26
    for line in _wrap(sheet.title, fonts.SEMI_BOLD, 14, width - 2 * _MARGIN)[:2]:
        canvas.drawString(_MARGIN, y, line)
        y -= 20
    step = sheet.size_pt * 1.5
    for lines, is_hotline in blocks:
        weight = fonts.EXTRA_BOLD if is_hotline else fonts.REGULAR
        if is_hotline:
            canvas.setFillGray(0.93)
            box = len(lines) * step + 6
            canvas.rect(_MARGIN, y - box + 10, width - 2 * _MARGIN, box, stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setFont(fonts.for_pdf(weight), sheet.size_pt)
        for line in lines:
            y -= step
            canvas.drawString(_MARGIN + (12 if is_hotline else 0), y + step * 0.3, line)
        y -= 10
    canvas.setFont(fonts.for_pdf(fonts.REGULAR), 10)
    if is_last:
        qr.draw(canvas, sheet.confirm_url, x=width - _MARGIN - 78, y=34, size=78)
        canvas.setFont(fonts.for_pdf(fonts.REGULAR), 9)
        canvas.setFillGray(0)
        canvas.drawString(_MARGIN, 84, TO_FILL)
    canvas.drawString(_MARGIN, 52, f"{number} · {sheet.foot}")


def _wrap(text: str, weight: str, size: float, width: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    return [str(line) for line in simpleSplit(text, fonts.for_pdf(weight), size, width)]


def docx(sheet: Sheet) -> bytes:
    """Return the sheet as .docx in Times New Roman, to be changed by hand where need be."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(sheet.size_pt)
    for paragraph, words in (
        (section.header.paragraphs[0], sheet.head),
        (section.footer.paragraphs[0], sheet.foot),
    ):
        paragraph.add_run(words).font.size = Pt(10)
    document.core_properties.author = sheet.office
    document.core_properties.title = sheet.title
    for text, is_bold in _paragraphs(sheet):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.5
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.space_after = Pt(8)
        paragraph.add_run(text).bold = is_bold
    _box(document, sheet.hotline_lines)
    last = document.add_paragraph()
    last.add_run(TO_FILL + "  ").font.size = Pt(11)
    last.add_run().add_picture(BytesIO(qr.png(sheet.confirm_url, scale=6)), width=Mm(24))
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _paragraphs(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    yield sheet.title, True
    for sentence in sheet.sentences:
        yield sentence, False


def _box(document: Any, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    cell = table.rows[0].cells[0]
    cell.paragraphs[0].add_run("\n".join(lines)).bold = True
