"""QR codes (ISO/IEC 18004) as a matrix, an SVG, a PNG or vectors on a PDF page."""

from functools import lru_cache
from io import BytesIO
from typing import Any

QUIET_ZONE = 4
Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=512)
def matrix(data: str, *, level: str = "Q") -> Matrix:
    """Return the modules of the code for ``data`` without quiet zone, True is dark.

    An address in capitals ("HTTPS://HOST/Q/CODE") takes the alphanumeric mode: a smaller symbol.
    """
    import qrcode
    from qrcode import constants

    correction = getattr(constants, f"ERROR_CORRECT_{level}")
    code = qrcode.QRCode(error_correction=correction, border=0)
    code.add_data(data)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def svg(data: str) -> str:
    """Return a stand-alone SVG, one unit per module, quiet zone included, no inline style."""
    rows = matrix(data)
    size = len(rows) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{width}v1h-{width}z" for x, y, width in _runs(rows)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def png(data: str, *, scale: int = 8) -> bytes:
    """Return a PNG with ``scale`` pixels a module, quiet zone included."""
    from PIL import Image, ImageDraw

    rows = matrix(data)
    side = (len(rows) + 2 * QUIET_ZONE) * scale
    picture = Image.new("1", (side, side), 1)
    pen = ImageDraw.Draw(picture)
    for x, y, width in _runs(rows):
        left, top = (x + QUIET_ZONE) * scale, (y + QUIET_ZONE) * scale
        pen.rectangle((left, top, left + width * scale - 1, top + scale - 1), fill=0)
    output = BytesIO()
    picture.save(output, "PNG", optimize=True)
    return output.getvalue()


def draw(canvas: Any, data: str, *, x: float, y: float, size: float) -> None:
    """Draw the code on a reportlab canvas, its white square ``size`` points wide at (x, y)."""
    rows = matrix(data)
    module = size / (len(rows) + 2 * QUIET_ZONE)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x, y, size, size, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    path = canvas.beginPath()
    for column, row, width in _runs(rows):
        top = y + size - (row + QUIET_ZONE + 1) * module
        path.rect(x + (column + QUIET_ZONE) * module, top, width * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(rows: Matrix) -> list[tuple[int, int, int]]:
    """Return the dark runs of each row as (x, y, width)."""
    found = []
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                found.append((start, y, x - start))
                start = None
    return found
