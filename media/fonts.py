"""Be Vietnam Pro (OFL), from its installed package: every Vietnamese letter, drawn well."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

REGULAR, SEMI_BOLD, EXTRA_BOLD = "Regular", "SemiBold", "ExtraBold"


def path(weight: str = REGULAR) -> Path:
    """Return the file of one weight ("Regular", "SemiBold", "ExtraBold", …)."""
    return Path(str(files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf"))


@cache
def for_pdf(weight: str = REGULAR) -> str:
    """Return the name under which reportlab knows the weight, registering it on first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"BeVietnamPro-{weight}"
    pdfmetrics.registerFont(TTFont(name, str(path(weight))))
    return name


@cache
def for_picture(weight: str, size: int) -> Any:
    """Return a Pillow font of ``size`` pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(str(path(weight)), size)
