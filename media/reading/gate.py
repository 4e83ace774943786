"""What may not remain in a text that is read out (§3.4): found in a draft, each with its fix."""

import re
from collections.abc import Iterator

from media.reading import documents
from media.reading.abbreviations import Dictionary
from media.reading.draft import Draft, Say
from media.reading.results import Problem
from media.reading.syllables import is_syllable

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s)]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|info|me)(?![\w.]*\w)(?:/[^\s)]*)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+(?:[&.-][^\W\d_]+)*")
_SIGN = re.compile(r"[/%&@+=<>≥≤°]")


def set_aside_addresses(draft: Draft) -> list[Problem]:
    """Keep addresses of pages and mail as they are, and say that they can't be read out."""
    problems: list[Problem] = []

    def keep(match: re.Match[str]) -> Say:
        start, end = draft.origin(*match.span())
        message = (
            f"“{match[0]}” không đọc được trên loa. Thay bằng “trang thông tin điện tử của phường”."
        )
        problems.append(Problem(start, end, match[0], message))
        return Say(match[0])

    draft.read("§3.4", _ADDRESS, keep)
    return problems


def set_aside_empty_numbers(draft: Draft) -> list[Problem]:
    """Keep "Số: /KH-UBND" as it is, and say that its number was never filled in."""
    problems: list[Problem] = []

    def keep(match: re.Match[str]) -> Say:
        start, end = draft.origin(*match.span("read"))
        message = "Số văn bản chưa điền. Ghi đủ số, hoặc bỏ cả câu."
        problems.append(Problem(start, end, match["read"], message))
        return Say(match["read"])

    draft.read("§3.4", documents.EMPTY, keep)
    return problems


def remaining(draft: Draft, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield everything in ``draft`` that nobody can read out with certainty."""
    text = draft.text
    for match in _DIGITS.finditer(text):
        message = f"Chưa biết đọc “{_shown(match[0])}”. Viết bằng chữ như khi đọc."
        yield _problem(draft, *match.span(), message)
    for match in _WORD.finditer(text):
        if not match[0][1:].islower() and _is_unknown(match[0], dictionary):
            message = f"Còn chữ “{match[0]}” chưa có cách đọc. Thêm vào từ điển hoặc viết đủ."
            yield _problem(draft, *match.span(), message)
    for match in _SIGN.finditer(text):
        yield _problem(draft, *match.span(), f"Thay dấu “{match[0]}” bằng chữ.")


def _is_unknown(token: str, dictionary: Dictionary) -> bool:
    parts = re.split(r"[&.-]", token)
    capitals = max(sum(c.isupper() for c in part) for part in parts)
    if capitals < 2 and not ("&" in token or _is_dotted_capitals(parts)):
        return False
    if dictionary.knows(token):
        return True  # it is in the dictionary, but not in this context
    return not all(part.isupper() and is_syllable(part) for part in parts)


def _is_dotted_capitals(parts: list[str]) -> bool:
    return len(parts) > 1 and all(len(part) == 1 and part.isupper() for part in parts)


def _problem(draft: Draft, start: int, end: int, message: str) -> Problem:
    source = draft.origin(start, end)
    return Problem(*source, _shown(draft.text[start:end]), message)


def _shown(text: str) -> str:
    return "".join(c if c < "\U000f0000" else " … " for c in text)
