"""Numbers of official documents (R18)."""

import re
from typing import TYPE_CHECKING

from media.reading import numbers
from media.reading.draft import Draft, Kind, Say, after, before
from media.reading.results import Style
from media.text import fold

if TYPE_CHECKING:
    from media.reading.abbreviations import Dictionary

_CODE = r"[A-ZĐ][A-ZĐa-zđ&]*\d{0,3}"
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?P<read>(?P<number>\d{{1,5}}|\d{{1,2}}\.\d{{3}})"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
    rf"(?:\s?/\s?(?P<symbol>{_CODE}(?:\s?-\s?{_CODE})*)"
    rf"|\s?-\s?(?P<type>[A-ZĐ][A-ZĐa-zđ]*)\s?/\s?(?P<issuer>{_CODE}(?:-{_CODE})*)))(?![\w/])"
)
_OF_YEAR = re.compile(
    r"(?:[Ss]ố|[Ll]uật|[Nn]ghị định|[Tt]hông tư|[Qq]uyết định|[Nn]ghị quyết|TT|NĐ|QĐ|NQ)\s+"
    r"(?P<read>(?P<number>\d{1,4})\s?/\s?(?P<year>(?:19|20)\d\d))(?![\w/])"
)
EMPTY = re.compile(rf"[Ss]ố\s*:?\s*(?P<read>[.…_\s]*/\s?{_CODE}(?:\s?-\s?{_CODE})+)")
_CONGRESS = re.compile(r"(UBTVQH|QH|HĐND)(\d{1,2})")
_CLAUSE_END = re.compile(r"[.;](?:\s|$)")
_DATE = r"(?:\s*,?\s*(?:ngày\s+)?(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2} tháng \d{1,2}(?: năm \d{4})?))?"  # noqa: E501
_NAMED_AT_ONCE = re.compile(rf"^{_DATE}\s*,?\s*\(?của\s+(?=\w)", re.IGNORECASE)
_OF = re.compile(r"\bcủa\s+([^.;]+)")
_JOINT = ("liên tịch", "phối hợp")
_NUMBER_WORD = re.compile(r"số\s*:?\s*$", re.IGNORECASE)
_AND = re.compile(r"(?:[\U000f0000-\U000ffffd]|,|và)\s*(?:và|,)\s*$")


def read_documents(draft: Draft, dictionary: "Dictionary", style: Style) -> None:
    """R18: "193/QĐ-TTg" is its number and who issued it."""
    draft.read("R18", _NUMBER, lambda match: _document(match, dictionary, style))
    draft.read("R18", _OF_YEAR, lambda match: Say(_number_and_year(match, style), Kind.DOCUMENT))


def _document(match: re.Match[str], dictionary: "Dictionary", style: Style) -> Say | None:
    kind, issuer = _kind_and_issuer(match, dictionary, style)
    if kind is None and issuer is None:
        return None
    words = [_number_and_year(match, style)]
    lead = before(match)
    if kind and not _kind_is_said(lead, kind, dictionary):
        words.insert(0, kind)
    if issuer and not _is_named_later(after(match), issuer, dictionary):
        words.append(f"của {issuer}")
    return Say(" ".join(words), Kind.DOCUMENT)


def _number_and_year(match: re.Match[str], style: Style) -> str:
    number = numbers.written_number(match["number"], style)
    year = match["year"]
    return f"{number} năm {numbers.number(int(year), style)}" if year else number


def _kind_and_issuer(
    match: re.Match[str], dictionary: "Dictionary", style: Style
) -> tuple[str | None, str | None]:
    if match["type"]:
        kind = dictionary.kind_of(match["type"])
        return (kind, _issuer([match["issuer"]], dictionary, style)) if kind else (None, None)
    first, *rest = re.split(r"\s?-\s?", match["symbol"])
    if kind := dictionary.kind_of(first):
        if any(word in kind for word in _JOINT):
            return kind, _joint_issuers(rest, dictionary, style)
        return kind, _issuer(rest, dictionary, style) if rest else None
    return None, _issuer([first, *rest], dictionary, style)


def _joint_issuers(parts: list[str], dictionary: "Dictionary", style: Style) -> str | None:
    """Return all who issued a joint document: "bộ công an, bộ quốc phòng"."""
    issuers = [_issuer([part], dictionary, style) for part in parts]
    return ", ".join(issuer for issuer in issuers if issuer) or None


def _issuer(parts: list[str], dictionary: "Dictionary", style: Style) -> str | None:
    """Return the words of the longest leading run of parts that is known, as "LĐ-TB&XH" is."""
    for size in range(len(parts), 0, -1):
        written = "-".join(parts[:size])
        if congress := _CONGRESS.fullmatch(written):
            body = dictionary.issuer(congress[1])
            return f"{body} khóa {numbers.number(int(congress[2]), style)}" if body else None
        if issuer := dictionary.issuer(written):
            return issuer
    return None


def _kind_is_said(lead: str, kind: str, dictionary: "Dictionary") -> bool:
    if _NUMBER_WORD.search(lead) or _AND.search(lead):
        return True
    words = lead.rstrip(" :,").lower()
    if words.endswith((kind, " ".join(kind.split()[:2]))) or f"các {kind}" in words:
        return True
    last = lead.rstrip(" :,").rsplit(" ", 1)[-1]
    return dictionary.kind_of(last) == kind


def _is_named_later(rest: str, issuer: str, dictionary: "Dictionary") -> bool:
    if _NAMED_AT_ONCE.match(rest):
        return True
    end = _CLAUSE_END.search(rest)
    clause = rest[: end.start()] if end else rest
    wanted = _bare(issuer)
    return any(
        _bare(dictionary.expand(match[1])).startswith(wanted) for match in _OF.finditer(clause)
    )


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", fold(words)))
