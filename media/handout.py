"""Plain handouts as .docx: a heading, lines, and nothing that a teacher could not change."""

from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; a heading stands out, an indented one belongs to the line above."""

    text: str
    is_heading: bool = False
    is_indented: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """A document of one to a few A4 pages."""

    office: str
    title: str
    lines: tuple[Line, ...]


def docx(handout: Handout) -> bytes:
    """Return ``handout`` as .docx, A4, Times New Roman 14 pt, margins 20 and 30 mm."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.paragraph_format.space_after = Pt(6)
    document.core_properties.author = handout.office
    document.core_properties.title = handout.title
    document.add_paragraph(handout.office)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(handout.title.upper())
    run.bold, run.font.size = True, Pt(16)
    for line in handout.lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = line.is_heading
        paragraph.paragraph_format.left_indent = Mm(10 if line.is_indented else 0)
        paragraph.add_run(line.text).bold = line.is_heading
    output = BytesIO()
    document.save(output)
    return output.getvalue()
