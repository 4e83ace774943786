"""Abbreviations: read by a dictionary and by what stands around them, never guessed (§3.3)."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from media.reading import contexts, counted
from media.reading.draft import Draft
from media.reading.syllables import UPPER

_JOINT = r"\s?[-–/&]\s?"
_TOKEN = re.compile(r"\s*([^\W\d_](?:\w|[&/-](?=\w))*)")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One row of the dictionary.

    ``after`` and ``before`` are words parted by "|" of which one must stand directly before or
    after the abbreviation; see ``contexts``. A row with a context wins over one without.
    ``kind`` is word, type (of document), issuer (only in document numbers), name or ambiguous.
    """

    written: str
    spoken: str
    kind: str = "word"
    after: str = ""
    before: str = ""

    @property
    def has_context(self) -> bool:
        """Whether it holds only beside certain words."""
        return bool(self.after or self.before)


class Dictionary:
    """The abbreviations that hold for one ward; of rows alike, the last wins."""

    def __init__(self, rows: Iterable[Abbreviation]) -> None:
        unique = {(row.written, row.kind, row.after, row.before): row for row in rows}
        self._rows: dict[str, list[Abbreviation]] = {}
        self._kinds: dict[str, str] = {}
        self._issuers: dict[str, str] = {}
        for row in unique.values():
            self._add(row)
        written = {row.written for row in unique.values()}
        some, numbered = _options(written), _options(w for w in written if re.search(r"\d", w))
        # a slash may part it from a word, but not from a number or another abbreviation
        start, end = rf"(?<![\w&])(?<![{UPPER}]{{2}}/)(?<!\d/)", rf"(?![\w&]|/[{UPPER}]{{2}}|/\d)"
        self.single = re.compile(
            rf"{start}(?<![^\W\d_]-)(?P<read>{some})(?:(?<=\.)|{end}(?!-[^\W_]))"
        )
        self.joined = re.compile(rf"{start}(?P<read>(?:{some})(?:{_JOINT}(?:{some}))+){end}")
        self.numbered = re.compile(rf"{start}(?P<read>{numbered or '(?!)'}){end}(?!-)")

    def with_rows(self, rows: Iterable[Abbreviation]) -> "Dictionary":
        """Return this dictionary with ``rows`` in place of those alike."""
        return Dictionary([*(row for same in self._rows.values() for row in same), *rows])

    def _add(self, row: Abbreviation) -> None:
        names = (row.written, row.written.upper())  # headings write "TTG" for "TTg"
        if row.kind == "type":
            self._kinds.update(dict.fromkeys(names, row.spoken))
        if row.kind == "issuer":
            self._issuers.update(dict.fromkeys(names, row.spoken))
        elif row.kind == "word" and not row.has_context:
            self._issuers = dict.fromkeys(names, row.spoken) | self._issuers
        self._rows.setdefault(_key(row.written), []).append(row)

    def knows(self, written: str) -> bool:
        """Whether the dictionary has ``written`` in any context."""
        return _key(written) in self._rows

    def row(self, written: str, lead: str, rest: str, draft: Draft) -> Abbreviation | None:
        """Return the row for ``written`` between ``lead`` and ``rest``."""
        for row in sorted(self._words(written), key=lambda row: not row.has_context):
            if contexts.stands_after(row.after, lead) and contexts.stands_before(
                row.before, rest, draft
            ):
                return row
        return None

    def plain(self, written: str) -> str:
        """Return the words that ``written`` stands for in any context, or nothing."""
        rows = self._words(written)
        if any(row.kind == "ambiguous" for row in rows):
            return ""
        return next((row.spoken for row in rows if not row.has_context), "")

    def expand(self, text: str) -> str:
        """Return ``text`` with its unambiguous abbreviations in words."""
        return self.single.sub(lambda match: self.plain(match["read"]) or match[0], text)

    def spelled(self, text: str) -> str:
        """Return ``text`` with the abbreviation that it begins with, if any, in words."""
        token = _TOKEN.match(text)
        words = self.plain(token[1]) if token else ""
        return f" {words}{text[token.end() :]}" if token and words else text

    def counts(self, text: str) -> bool:
        """Whether ``text``, as it follows a number, begins with what is counted: "hộ", "NCT"."""
        return counted.starts_with_counted(text) or counted.starts_with_counted(self.spelled(text))

    def kind_of(self, written: str) -> str | None:
        """Return the type of document that ``written`` stands for: "KH" → "kế hoạch"."""
        return self._kinds.get(written)

    def issuer(self, written: str) -> str | None:
        """Return the office that ``written`` stands for in a document number."""
        return self._issuers.get(written)

    def readings(self, written: str) -> set[str]:
        """Return all that ``written`` may stand for."""
        return {row.spoken for row in self._rows.get(_key(written), ())}

    def _words(self, written: str) -> list[Abbreviation]:
        """Return the rows for running text; where one is ambiguous, only its contexts count."""
        rows = [row for row in self._rows.get(_key(written), ()) if row.kind != "issuer"]
        return [row for row in rows if row.kind == "ambiguous"] or rows


@cache
def shipped() -> Dictionary:
    """Return the dictionary that comes with the product."""
    with Path(__file__).with_name("dictionary.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return Dictionary([Abbreviation(**row) for row in rows])


def _key(written: str) -> str:
    """Return ``written`` without the liberties of spelling: "KT – XH" is "KT-XH"."""
    if written.isalnum():
        return written
    return re.sub(r"\s?[-–]\s?", "-", re.sub(r"\s?&\s?|\svà\s", "&", written))


def _options(written: Iterable[str]) -> str:
    """Return the pattern of all ``written``, longest first, parted by first letter for speed."""
    words = sorted(written, key=lambda word: (word[0], -len(word), word))
    groups = (
        first + "(?:" + "|".join(_option(word[1:]) for word in same) + ")"
        for first, same in groupby(words, key=lambda word: re.escape(word[0]))
    )
    return "|".join(groups)


def _option(rest: str) -> str:
    pattern = re.escape(_key(rest)) if rest else ""
    return pattern.replace(r"\-", r"\s?[-–]\s?").replace(r"\&", r"(?:\s?&\s?|\svà\s)")
