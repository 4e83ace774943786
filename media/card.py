"""The leader's card: a QR code that opens the group's page, eight to an A4 sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from media import fonts, qr

_A4 = (595.28, 841.89)
COLUMNS, ROWS = 2, 4


@dataclass(frozen=True, slots=True)
class LeaderCard:
    """One card; ``url`` is the personal link."""

    office: str
    group: str
    name: str
    url: str


def pdf(cards: Sequence[LeaderCard]) -> bytes:
    """Return the cards as A4 pages with cutting lines."""
    from reportlab.pdfgen.canvas import Canvas

    output = BytesIO()
    canvas = Canvas(output, pagesize=_A4, invariant=1)
    canvas.setTitle("Thẻ tổ trưởng")
    per_page = COLUMNS * ROWS
    for start in range(0, len(cards), per_page):
        for place, card in enumerate(cards[start : start + per_page]):
            _draw(canvas, card, place)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _draw(canvas: Any, card: LeaderCard, place: int) -> None:
    width, height = _A4[0] / COLUMNS, _A4[1] / ROWS
    x = (place % COLUMNS) * width
    y = _A4[1] - (place // COLUMNS + 1) * height
    canvas.setStrokeGray(0.7)
    canvas.setDash(3, 3)
    canvas.rect(x, y, width, height, stroke=1, fill=0)
    canvas.setDash()
    qr.draw(canvas, card.url, x=x + 10, y=y + 34, size=132)
    canvas.setFillColorRGB(0.1, 0.17, 0.2)
    left, room = x + 148, width - 160
    top = y + height - 34
    top = _lines(canvas, card.office, fonts.REGULAR, 9, left, top, room)
    top = _lines(canvas, card.group, fonts.EXTRA_BOLD, 17, left, top - 8, room)
    top = _lines(canvas, card.name, fonts.SEMI_BOLD, 12, left, top - 2, room)
    _lines(canvas, "Quét mã để mở trang việc của tổ.", fonts.REGULAR, 10, left, top - 8, room)
    _lines(
        canvas,
        "Thẻ cá nhân, không chuyển cho người khác. Mất thẻ: báo cán bộ xã, phường.",
        fonts.REGULAR,
        8,
        x + 16,
        y + 20,
        width - 32,
    )


def _lines(
    canvas: Any, text: str, weight: str, size: float, x: float, y: float, width: float
) -> float:
    from reportlab.lib.utils import simpleSplit

    font = fonts.for_pdf(weight)
    canvas.setFont(font, size)
    for line in simpleSplit(text, font, size, width):
        canvas.drawString(x, y, line)
        y -= size * 1.3
    return y
