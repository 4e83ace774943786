"""The head of a line: bullets are silent, numbers and letters of a list are said (R2)."""

import re

from media.reading import numbers
from media.reading.draft import Draft, Say
from media.reading.syllables import UPPER
from media.reading.units import DIVISIBLE

_BULLET = re.compile(r"^\s*(?:(?:[–—•·▪●○■►✓]+|-+(?!\d)|\+(?!\s?84))\s*)+(?=\S)")
_NUMBERED = re.compile(
    rf"^\s*(?P<read>(\d{{1,2}})(?:\.(\d{{1,2}}))?(?:[.)]|(?<=\.\d)\s(?!{DIVISIBLE}(?!\w))))(?=\s|[^\W\d])"
)
_ROMAN = re.compile(r"^\s*(?P<read>([IVX]+)[.)])\s*(?=\S)")
_LETTERED = re.compile(r"^\s*(?P<read>([a-zđ][.)]|[A-EĐGH][.)]))\s*(?=[^\W\d_]|\d)")
# "1/ Rà soát", "a/ Mục đích", "b- Yêu cầu", "I - MỤC ĐÍCH"
_SLASHED = re.compile(
    rf"^\s*(?P<read>(?P<mark>\d{{1,2}}|[IVX]+|[a-zđA-EĐGH])(?:/(?=\s+[^\W\d])|-(?=\s+[{UPPER}]))"
    rf"|(?P<roman>[IVX]+)\s-(?=\s[{UPPER}]))"
)


def read_list_marks(draft: Draft) -> None:
    """R2: the mark of a list and a pause."""
    draft.rewrite(_BULLET, "")
    draft.read("R2", _NUMBERED, _numbered)
    draft.read("R2", _ROMAN, lambda match: _mark(match[2]))
    draft.read("R2", _LETTERED, lambda match: _mark(match[2][0].lower()))
    draft.read("R2", _SLASHED, lambda match: _mark(match["mark"] or match["roman"]))


def _numbered(match: re.Match[str]) -> Say:
    words = numbers.number(int(match[2]))
    return Say(f"{words} chấm {numbers.number(int(match[3]))}," if match[3] else f"{words},")


def _mark(written: str) -> Say | None:
    if written.isdigit():
        return Say(f"{numbers.number(int(written))},")
    if value := numbers.roman(written):
        return Say(f"{numbers.number(value)},")
    return Say(f"{numbers.letter(written)},") if len(written) == 1 else None
