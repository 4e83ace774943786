"""Numbers, digits, letters and Roman numerals in words (loudspeaker.md R6–R8, R25). Pure."""

import re

from media.reading.results import NORTH, Style

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_NAMES = (
    "a bê xê dê đê e giê hát i ca e-lờ em-mờ en-nờ o pê quy e-rờ ét tê u vê ích i ép di vê-kép dét"
)
_LETTERS = dict(zip("abcdđeghiklmnopqrstuvxyfjwz", _NAMES.split(), strict=True))
LETTER_NAMES_WITH_HYPHEN = frozenset(name for name in _LETTERS.values() if "-" in name)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def number(value: int, style: Style = NORTH) -> str:
    """Return ``value`` ≥ 0 in full: 12004 → "mười hai nghìn không trăm linh bốn"."""
    if value == 0:
        return DIGITS[0]
    groups = []
    while value:
        value, group = divmod(value, 1000)
        groups.append(group)
    parts: list[str] = []
    for place in reversed(range(len(groups))):
        if groups[place]:
            words = _group(groups[place], style, is_first=not parts)
            parts.append(f"{words} {_scale(place, style)}".strip())
        elif place and place % 3 == 0 and any(groups[place:]):
            parts.append("tỷ")
    return " ".join(parts)


def _scale(place: int, style: Style) -> str:
    return ("tỷ", style.thousand, "triệu")[place % 3] if place else ""


def _group(value: int, style: Style, *, is_first: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [] if is_first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0 and ones:
        words += [style.zero, DIGITS[ones]] if words else [DIGITS[ones]]
    elif tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
        words += [_ones(tens, ones)] if ones else []
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return {1: "mốt", 4: "tư"}[ones]
    return DIGITS[ones]


def decimals(digits: str, style: Style = NORTH) -> str:
    """Return what follows the comma: "25" → "hai mươi lăm", "08" → "không tám"."""
    if len(digits) <= 2 and not digits.startswith("0"):
        return number(int(digits), style)
    return spell_digits(digits)


def written_number(text: str, style: Style = NORTH) -> str:
    """Return a number as it is written in Vietnamese: "12.450", "98,25", "03"."""
    whole, _, fraction = text.partition(",")
    words = number(int(whole.replace(".", "")), style)
    return f"{words} phẩy {decimals(fraction, style)}" if fraction else words


def spell_digits(text: str) -> str:
    """Return every digit of ``text`` by its own name; all else is left out."""
    return " ".join(DIGITS[int(character)] for character in text if character.isdigit())


def letter(character: str) -> str:
    """Return the name of one letter: "B" → "bê"."""
    return _LETTERS[character.lower()]


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral up to 39, or ``None``."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[character] for character in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def ordinal(value: int, style: Style = NORTH) -> str:
    """Return what follows "thứ": 1 → "nhất", 4 → "tư"."""
    return {1: "nhất", 4: "tư"}.get(value) or number(value, style)
