"""Ways of writing a number or an address so that a machine does not see it, and what they mean."""

import re
from collections.abc import Callable

_LOOKALIKE = str.maketrans("OolI|", "00111")
_RUN = re.compile(r"(?<![^\W_])[\dOolI|](?:[ .\-_]?[\dOolI|]){8,}(?![^\W_])")
_FIVE_DIGITS = re.compile(r"\d(?:\D{0,9}\d){4}")
_WORDS = {
    "không": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4",
    "năm": "5", "lăm": "5", "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
    "khong": "0", "mot": "1", "bon": "4", "tu": "4", "nam": "5", "lam": "5", "sau": "6",
    "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
WORD = "|".join(_WORDS)
_BETWEEN = r"(?:[ ,]+| ?[.\-] ?)"
_SPOKEN = re.compile(rf"\b(?:{WORD})(?:{_BETWEEN}(?:{WORD})){{7,}}\b", re.IGNORECASE)
# Digits and words in turn, as a number for the telephone or a paper begins: with a nought.
_MIXED = re.compile(
    rf"\b(?:không|khong|0)\d{{0,4}}(?:{_BETWEEN}(?:(?:{WORD})|\d{{1,4}})){{3,}}\b", re.IGNORECASE
)
_OPEN, _CLOSE = r"[(\[{<] ?", r" ?[)\]}>]"
_ENDING = r"(?=(?:com|vn|net|org|edu|gov|info|me)\b)"
_AT = re.compile(
    rf" ?(?:{_OPEN}(?:at|@|a ?còng|a ?cong|a móc){_CLOSE}|(?<= )a ?còng(?= )|(?<= )a cong(?= )) ?"
    r"|(?<=[a-z\d]) at (?=[\w\-]+ ?(?:\.| dot |[(\[{]dot))",
    re.IGNORECASE,
)
_DOT = re.compile(
    rf" ?{_OPEN}(?:dot|chấm|cham|\.){_CLOSE} ?| (?:chấm|cham|dot) {_ENDING}", re.IGNORECASE
)
_HINT_OF_ADDRESS = ("@", "còng", "cong", "a móc", "at", "chấm", "cham", "dot", ".]", ".)", ".}")


def _digits_of_lookalikes(run: str) -> str:
    if sum(character.isdigit() for character in run) < 5:
        return run
    return run.translate(_LOOKALIKE)


def digits_of_words(run: str) -> str:
    """Return the digits that ``run`` says: "một, 1 một" → "111"."""
    return "".join(_WORDS.get(word, word) for word in re.findall(r"\w+", run.lower()))


def _digits_of_mixture(run: str) -> str:
    parts = re.findall(r"\w+", run.lower())
    digits = digits_of_words(run)
    is_mixed = any(part in _WORDS for part in parts[1:]) and any(part.isdigit() for part in parts)
    return digits if is_mixed and 9 <= len(digits) <= 12 else run


def unmasked(text: str) -> list[tuple[re.Pattern[str], Callable[[str], str]]]:
    """Return the patterns that ``text`` gives reason to look for, each with what it stands for."""
    found: list[tuple[re.Pattern[str], Callable[[str], str]]] = []
    small = text.lower()
    if _FIVE_DIGITS.search(text):
        found.append((_RUN, _digits_of_lookalikes))
    if "ba" in small or "hai" in small or "không" in small or "khong" in small:
        found += [(_SPOKEN, digits_of_words), (_MIXED, _digits_of_mixture)]
    if any(hint in small for hint in _HINT_OF_ADDRESS):
        found += [(_AT, lambda run: "@"), (_DOT, lambda run: ".")]
    return found
