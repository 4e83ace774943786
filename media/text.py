"""Vietnamese text as data: one normal form, folding for search."""

import unicodedata


def nfc(text: str) -> str:
    """Return ``text`` in the normal form that every stored text has."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return ``text`` without diacritics, casefolded, đ as d: "Sông Công" → "song cong"."""
    decomposed = unicodedata.normalize("NFD", text.strip()).replace("đ", "d").replace("Đ", "d")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
