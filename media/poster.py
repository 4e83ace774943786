"""Posters: an A3 page for print with its own QR code, and a square picture for Zalo.

Calm on purpose: deep green, warm paper, the number to call as the largest thing after the
headline. Text shrinks until it fits; it is never cut.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from media import fonts, qr

INK, GREEN, PAPER, WARM, CALL = "#1b2b34", "#0b5a55", "#ffffff", "#fff4dc", "#8a2c0d"
_A3 = (841.89, 1190.55)
# Points: the margin, the height of the foot, the side of the code (62 mm on paper).
_MARGIN, _LOW, _CODE = 56.0, 270.0, 176.0


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says. ``hotlines`` are (number, owner); ``picture`` is a JPEG or PNG."""

    headline: str
    lines: tuple[str, ...]
    hotlines: tuple[tuple[str, str], ...]
    office: str
    link: str
    qr_data: str
    picture: bytes | None = None


def pdf(posters: Sequence[Poster]) -> bytes:
    """Return an A3 PDF, a page for each poster; pictures and fonts are stored once."""
    from reportlab.pdfgen.canvas import Canvas

    output = BytesIO()
    canvas = Canvas(output, pagesize=_A3, pageCompression=1, invariant=1)
    canvas.setTitle(posters[0].headline if posters else "")
    shared: dict[bytes, Any] = {}
    for poster in posters:
        _page(canvas, poster, shared)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _page(canvas: Any, poster: Poster, shared: dict[bytes, Any]) -> None:
    width, height = _A3
    top = height - 430 if poster.picture else height
    block = 330.0 if poster.picture else 520.0
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    if poster.picture:
        _picture(canvas, poster.picture, shared, top)
    canvas.setFillColor(GREEN)
    canvas.rect(0, top - block, width, block, stroke=0, fill=1)
    inner = width - 2 * _MARGIN
    box = (_MARGIN, top - block + 30, inner, block - 60)
    _text(canvas, poster.headline, fonts.EXTRA_BOLD, "#ffffff", box=box, largest=96, leading=1.14)
    box = (_MARGIN, _LOW + 20, inner, top - block - _LOW - 50)
    lines = "\n".join(poster.lines)
    _text(canvas, lines, fonts.SEMI_BOLD, INK, box=box, largest=44, leading=1.4)
    _foot(canvas, poster)


def _foot(canvas: Any, poster: Poster) -> None:
    """Draw the numbers to call, the office and the code with its address in letters."""
    width = _A3[0]
    canvas.setFillColor(WARM)
    canvas.rect(0, 0, width, _LOW, stroke=0, fill=1)
    side = _CODE if poster.qr_data else 0.0
    inner = width - 2 * _MARGIN - side
    _calls(canvas, poster, box=(_MARGIN, 62, inner - 24, _LOW - 84))
    if poster.qr_data:
        left = width - _MARGIN - side
        qr.draw(canvas, poster.qr_data, x=left, y=_LOW - 26 - side, size=side)
        box = (left - 40, 34.0, side + 80, 28.0)
        _text(canvas, poster.link, fonts.REGULAR, INK, box=box, largest=13, is_centred=True)
    box = (_MARGIN, 22.0, inner - 60, 30.0)
    _text(canvas, poster.office, fonts.SEMI_BOLD, GREEN, box=box, largest=18)


def _picture(canvas: Any, data: bytes, shared: dict[bytes, Any], top: float) -> None:
    from reportlab.lib.utils import ImageReader

    reader = shared.setdefault(data, ImageReader(BytesIO(data)))
    width, height = _A3[0], _A3[1] - top
    own_width, own_height = reader.getSize()
    scale = max(width / own_width, height / own_height)
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(0, top, width, height)
    canvas.clipPath(frame, stroke=0)
    drawn_width, drawn_height = own_width * scale, own_height * scale
    left, bottom = (width - drawn_width) / 2, top + (height - drawn_height) / 2
    canvas.drawImage(reader, left, bottom, drawn_width, drawn_height)
    canvas.restoreState()


def _calls(canvas: Any, poster: Poster, *, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    row = height / max(1, len(poster.hotlines))
    for number, (display, owner) in enumerate(poster.hotlines):
        bottom = y + height - (number + 1) * row
        share = 0.44 if len(display) <= 4 else 0.56
        _text(
            canvas,
            display,
            fonts.EXTRA_BOLD,
            CALL,
            box=(x, bottom, width * share, row),
            largest=120,
            leading=1.0,
        )
        _text(
            canvas,
            owner,
            fonts.SEMI_BOLD,
            INK,
            box=(x + width * share + 12, bottom, width * (1 - share) - 12, row),
            largest=24,
            leading=1.25,
        )


def _text(
    canvas: Any,
    text: str,
    weight: str,
    colour: str,
    *,
    box: tuple[float, float, float, float],
    largest: float,
    leading: float = 1.2,
    is_centred: bool = False,
) -> None:
    """Draw ``text`` as large as the box (x, y, width, height) allows, middle-aligned."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    font = fonts.for_pdf(weight)
    x, y, width, height = box
    size, lines = fit(
        text,
        width,
        height,
        largest=largest,
        leading=leading,
        measure=lambda words, size: float(stringWidth(words, font, size)),
    )
    canvas.setFillColor(colour)
    canvas.setFont(font, size)
    step = size * leading
    baseline = y + (height + step * len(lines)) / 2 - size * 0.95
    for number, line in enumerate(lines):
        if is_centred:
            canvas.drawCentredString(x + width / 2, baseline - number * step, line)
        else:
            canvas.drawString(x, baseline - number * step, line)


def fit(
    text: str,
    width: float,
    height: float,
    *,
    largest: float,
    leading: float,
    measure: Callable[[str, float], float],
) -> tuple[float, list[str]]:
    """Return the largest size not above ``largest``, and the lines, that fit the box."""
    size = largest
    while True:
        lines = [line for part in text.splitlines() for line in _wrap(part, width, size, measure)]
        widest = max((measure(line, size) for line in lines), default=0)
        if (widest <= width and len(lines) * size * leading <= height) or size <= 6:
            return size, lines
        size *= 0.95


def _wrap(
    text: str, width: float, size: float, measure: Callable[[str, float], float]
) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def jpeg(poster: Poster, *, width: int = 1200, height: int = 1200) -> bytes:
    """Return the poster as a JPEG for a screen: no QR code, sRGB, no metadata, at most 1 MB."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(picture)
    margin, top = width // 18, _paste(picture, poster.picture) if poster.picture else 0
    low = height - int(height * 0.2)
    block, inner = int((low - top) * 0.52), width - 2 * margin
    pen.rectangle((0, top, width, top + block), fill=GREEN)
    box = (margin, top + 20, inner, block - 40)
    _ink(pen, poster.headline, fonts.EXTRA_BOLD, "#ffffff", box, largest=width / 11)
    box = (margin, top + block + 16, inner, low - top - block - 32)
    _ink(pen, "\n".join(poster.lines), fonts.SEMI_BOLD, INK, box, largest=width / 24)
    pen.rectangle((0, low, width, height), fill=WARM)
    _ink_foot(pen, poster, (margin, low, inner, height - low), width)
    return _small_jpeg(picture)


def _ink_foot(pen: Any, poster: Poster, box: tuple[float, float, float, float], width: int) -> None:
    x, low, inner, foot = box
    last = foot // 4
    office = (x, low + foot - last - 6, inner, last)
    _ink(pen, poster.office, fonts.SEMI_BOLD, GREEN, office, largest=width / 44)
    row = (foot - last - 12) / max(1, len(poster.hotlines))
    for number, (display, owner) in enumerate(poster.hotlines):
        y, share = low + 8 + number * row, (0.26 if len(display) <= 4 else 0.42)
        line = (x, y, inner * share, row)
        _ink(pen, display, fonts.EXTRA_BOLD, CALL, line, largest=width / 8)
        line = (x + inner * share + 16, y, inner * (1 - share) - 16, row)
        _ink(pen, owner, fonts.SEMI_BOLD, INK, line, largest=width / 32)


def _paste(canvas: Any, data: bytes) -> int:
    from PIL import Image, ImageOps

    height = int(canvas.height * 0.4)
    with Image.open(BytesIO(data)) as picture:
        canvas.paste(ImageOps.fit(picture.convert("RGB"), (canvas.width, height)), (0, 0))
    return height


def _ink(
    pen: Any,
    text: str,
    weight: str,
    colour: str,
    box: tuple[float, float, float, float],
    *,
    largest: float,
) -> None:
    x, y, width, height = box
    size, lines = fit(
        text,
        width,
        height,
        largest=largest,
        leading=1.3,
        measure=lambda words, size: float(fonts.for_picture(weight, int(size)).getlength(words)),
    )
    font, step = fonts.for_picture(weight, int(size)), int(size) * 1.3
    start = y + (height - step * len(lines)) / 2
    for number, line in enumerate(lines):
        pen.text((x, start + number * step), line, font=font, fill=colour)


def _small_jpeg(picture: Any, *, most: int = 1_000_000) -> bytes:
    for quality in (86, 75, 60, 45):
        output = BytesIO()
        picture.save(output, "JPEG", quality=quality, optimize=True, progressive=True)
        if output.tell() <= most:
            break
    return output.getvalue()
