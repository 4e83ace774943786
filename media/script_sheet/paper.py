"""The sheet as PDF, made without an office program."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from media import fonts, qr
from media.script_sheet.values import TIED, TO_FILL, Sheet, with_pauses

_A4 = (595.28, 841.89)
_MARGIN = 56.7  # 20 mm
_FOOT = 110.0
_ASIDE = 88.0  # the column of what is written, at the right
_ASIDE_SIZE = 11


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stay on one page, what is written beside them, and whether it is the box."""

    lines: list[str]
    aside: list[str]
    is_hotline: bool


def pdf(sheet: Sheet) -> bytes:
    """Return the sheet as PDF; a sentence is never split over two pages."""
    from reportlab.pdfgen.canvas import Canvas

    pages = list(_pages(sheet))
    output = BytesIO()
    canvas = Canvas(output, pagesize=_A4, invariant=1)
    canvas.setTitle(sheet.title)
    for number, blocks in enumerate(pages, start=1):
        _head(canvas, sheet)
        _body(canvas, sheet, blocks)
        _foot(canvas, sheet, f"Trang {number}/{len(pages)}", is_last=number == len(pages))
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    width = _A4[0] - 2 * _MARGIN
    text_width = width - _ASIDE - 10 if sheet.has_asides else width
    for written, spoken in sheet.sentences:
        lines = _wrap(with_pauses(spoken), fonts.REGULAR, sheet.size_pt, text_width)
        yield _Block(lines, _wrap(written, fonts.REGULAR, _ASIDE_SIZE, _ASIDE), False)
    # The hotlines are one block: a number is never parted from its repetition.
    calls = [
        _wrap(with_pauses(line), fonts.EXTRA_BOLD, sheet.size_pt, width - 24)
        for line in sheet.hotline_lines
    ]
    if calls:
        yield _Block([line for lines in calls for line in lines], [], True)


def _pages(sheet: Sheet) -> Iterator[list[_Block]]:
    step = sheet.size_pt * 1.5
    room = _A4[1] - 2 * _MARGIN - _FOOT - 50
    page: list[_Block] = []
    used = 0.0
    for block in _blocks(sheet):
        height = len(block.lines) * step + 10
        if page and used + height > room:
            yield page
            page, used = [], 0.0
        page.append(block)
        used += height
    yield page


def _head(canvas: Any, sheet: Sheet) -> None:
    y = _A4[1] - _MARGIN
    canvas.setFont(fonts.for_pdf(fonts.REGULAR), 10)
    canvas.drawString(_MARGIN, y, sheet.head)
    canvas.setFont(fonts.for_pdf(fonts.SEMI_BOLD), 14)
    for line in _wrap(sheet.title, fonts.SEMI_BOLD, 14, _A4[0] - 2 * _MARGIN)[:2]:
        y -= 20
        canvas.drawString(_MARGIN, y - 6, line)


def _body(canvas: Any, sheet: Sheet, blocks: list[_Block]) -> None:
    titles = len(_wrap(sheet.title, fonts.SEMI_BOLD, 14, _A4[0] - 2 * _MARGIN)[:2])
    y = _A4[1] - _MARGIN - 22 - 20 * titles
    step = sheet.size_pt * 1.5
    for block in blocks:
        if block.is_hotline:
            _box(canvas, y, len(block.lines) * step + 6)
        _aside(canvas, block.aside, y - step + step * 0.3)
        canvas.setFont(
            fonts.for_pdf(fonts.EXTRA_BOLD if block.is_hotline else fonts.REGULAR), sheet.size_pt
        )
        for line in block.lines:
            y -= step
            canvas.drawString(_MARGIN + (12 if block.is_hotline else 0), y + step * 0.3, line)
        y -= 10


def _box(canvas: Any, y: float, height: float) -> None:
    canvas.setFillGray(0.93)
    canvas.rect(_MARGIN, y - height + 10, _A4[0] - 2 * _MARGIN, height, stroke=0, fill=1)
    canvas.setFillGray(0)


def _aside(canvas: Any, lines: list[str], y: float) -> None:
    canvas.setFont(fonts.for_pdf(fonts.REGULAR), _ASIDE_SIZE)
    canvas.setFillGray(0.35)
    for line in lines:
        canvas.drawString(_A4[0] - _MARGIN - _ASIDE, y, line)
        y -= _ASIDE_SIZE * 1.25
    canvas.setFillGray(0)


def _foot(canvas: Any, sheet: Sheet, number: str, *, is_last: bool) -> None:
    if is_last:
        qr.draw(canvas, sheet.confirm_url, x=_A4[0] - _MARGIN - 78, y=34, size=78)
        canvas.setFont(fonts.for_pdf(fonts.REGULAR), 11)
        canvas.drawString(_MARGIN, 84, TO_FILL)
    canvas.setFont(fonts.for_pdf(fonts.REGULAR), 9)
    room = _A4[0] - 2 * _MARGIN - 86
    for at, line in enumerate(_wrap(f"{number} · {sheet.foot}", fonts.REGULAR, 9, room)):
        canvas.drawString(_MARGIN, 60 - 13 * at, line)


def _wrap(text: str, weight: str, size: float, width: float) -> list[str]:
    """Break at plain spaces only, so that a tied mark stays with its word."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    font = fonts.for_pdf(weight)
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(longer, font, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace(TIED, " ") for line in lines if line]
