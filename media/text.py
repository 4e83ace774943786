"""Vietnamese text as data: one normal form, folding for search."""

import re
import unicodedata
from datetime import date


def nfc(text: str) -> str:
    """Return ``text`` in the normal form that every stored text has."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return ``text`` without diacritics, casefolded, đ as d: "Sông Công" → "song cong"."""
    decomposed = unicodedata.normalize("NFD", text.strip()).replace("đ", "d").replace("Đ", "d")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def utf16_units(text: str) -> int:
    """Return the length as Zalo is taken to count it: a character beyond the BMP counts two."""
    return len(text.encode("utf-16-le")) // 2


def ascii_slug(text: str, *, limit: int = 40) -> str:
    """Return ``text`` as a file or page name: small ASCII letters, digits and single hyphens."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    return "-".join(words)[:limit].rstrip("-")


def date_vi(day: date) -> str:
    """Return ``day`` as Decree 30/2020 writes it: a zero before days 1–9 and months 1–2 only."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def number_vi(number: int) -> str:
    """Return a whole number with dots between thousands: 1.260."""
    return f"{number:,}".replace(",", ".")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of ``text``, each with its closing mark."""
    pieces = re.split(r"(?<=[.!?…])\s+|\n+", text)
    return [piece.strip() for piece in pieces if piece.strip()]
