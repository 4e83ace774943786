"""The sheet as .docx in Times New Roman, to be changed by hand where need be."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from media import qr
from media.archive import zip_bytes
from media.script_sheet.values import TO_FILL, Sheet, with_pauses

_TEXT_MM, _ASIDE_MM = 138, 32
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def docx(sheet: Sheet) -> bytes:
    """Return the sheet; the same sheet gives the same bytes."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(sheet.size_pt)
    document.styles["Header"].font.size = document.styles["Footer"].font.size = Pt(10)
    section.header.paragraphs[0].add_run(sheet.head)
    _footer(section.footer.paragraphs[0], sheet)
    _properties(document, sheet)
    document.add_paragraph().add_run(sheet.title).bold = True
    _sentences(document, sheet)
    _box(document, sheet.hotline_lines)
    last = document.add_paragraph()
    last.paragraph_format.space_before = Pt(14)
    last.add_run(TO_FILL + "  ").font.size = Pt(11)
    last.add_run().add_picture(BytesIO(qr.png(sheet.confirm_url, scale=6)), width=Mm(24))
    return _saved(document)


def _properties(document: Any, sheet: Sheet) -> None:
    facts = document.core_properties
    facts.author, facts.title = sheet.office, sheet.title
    facts.created = facts.modified = _EPOCH


def _sentences(document: Any, sheet: Sheet) -> None:
    """A row for each sentence: what is said, and small beside it what is written otherwise."""
    from docx.shared import Mm, Pt, RGBColor

    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    widths = (Mm(_TEXT_MM), Mm(_ASIDE_MM)) if sheet.has_asides else (Mm(168), Mm(2))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for written, spoken in sheet.sentences:
        row = table.add_row()
        _keep_whole(row)
        row.cells[0].width, row.cells[1].width = widths
        text = row.cells[0].paragraphs[0]
        text.paragraph_format.line_spacing = 1.5
        text.paragraph_format.space_after = Pt(8)
        text.add_run(with_pauses(spoken))
        aside = row.cells[1].paragraphs[0].add_run(written)
        aside.font.size = Pt(11)
        aside.font.color.rgb = RGBColor(0x55, 0x55, 0x55)


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _box(document: Any, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    _keep_whole(table.rows[0])
    paragraph = table.rows[0].cells[0].paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.5
    paragraph.add_run("\n".join(with_pauses(line) for line in lines)).bold = True


def _footer(paragraph: Any, sheet: Sheet) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for text, code in (("Trang ", "PAGE"), ("/", "NUMPAGES")):
        paragraph.add_run(text)
        run = paragraph.add_run()
        for kind in ("begin", "", "end"):
            name = "w:fldChar" if kind else "w:instrText"
            element = OxmlElement(name)
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = code
            run._r.append(element)
    paragraph.add_run(f" · {sheet.foot}")


def _saved(document: Any) -> bytes:
    """Return the file with fixed times inside, so that equal sheets are equal files."""
    output = BytesIO()
    document.save(output)
    with ZipFile(output) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})
