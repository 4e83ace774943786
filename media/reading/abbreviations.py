"""Abbreviations: read by a dictionary and by what stands around them, never guessed (§3.3)."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from media.reading.draft import MARK, Draft, Kind, Say, after, before
from media.reading.syllables import is_syllable
from media.text import fold

_TOUCHING = r"[\w&/]"
_SIGNATURES = {
    "KT": "ký thay", "TM": "thay mặt", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền", "Q": "quyền",
}  # fmt: skip
_SIGNATURE = re.compile(r"(?<![\w.])(?P<read>(KT|TM|TL|TUQ|Q)\.)\s*(?=[A-ZĐÀ-Ỹ][^\W\d_])")
_BRACKET = re.compile(r"\s*\((?:viết tắt là |gọi tắt là )?(?P<code>[A-ZĐ][\wĐ&-]+(?:\s\d+)?)\)")
_SMALL_WORDS = {"và", "của", "với"}


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One row of the dictionary.

    ``after`` and ``before`` are words parted by "|" of which one must stand directly before or
    after the abbreviation: "#" is a number, "☎" a telephone number, "^" a capital or a digit.
    ``kind`` is word, type (of document), issuer (only in document numbers), name or ambiguous.
    """

    written: str
    spoken: str
    kind: str = "word"
    after: str = ""
    before: str = ""


class Dictionary:
    """The abbreviations that hold for one ward; of rows alike, the last wins."""

    def __init__(self, rows: Iterable[Abbreviation]) -> None:
        unique = {(row.written, row.kind, row.after, row.before): row for row in rows}
        self._rows: dict[str, list[Abbreviation]] = {}
        self.kinds: dict[str, str] = {}
        self.issuers: dict[str, str] = {}
        for row in unique.values():
            self._add(row)
        written = sorted(self._rows, key=len, reverse=True)
        options = "|".join(map(re.escape, written))
        self._pattern = re.compile(
            rf"(?<!{_TOUCHING})(?<![^\W\d_]-)(?P<read>{options})(?!{_TOUCHING})(?!-[^\W_])"
        )
        numbered = "|".join(map(re.escape, (word for word in written if re.search(r"\d", word))))
        self._numbered = (
            re.compile(rf"(?<!{_TOUCHING})(?P<read>{numbered})(?![\w/-])") if numbered else None
        )
        self._joined = re.compile(
            rf"(?<!{_TOUCHING})(?P<read>(?:{options})(?:\s?[-–/]\s?(?:{options}))+)(?!{_TOUCHING})"
        )

    def with_rows(self, rows: Iterable[Abbreviation]) -> "Dictionary":
        """Return this dictionary with ``rows`` in place of those alike."""
        return Dictionary([*(row for same in self._rows.values() for row in same), *rows])

    def _add(self, row: Abbreviation) -> None:
        if row.kind == "type":
            self.kinds[row.written] = row.spoken
        if row.kind == "issuer" or (row.kind == "word" and row.written not in self.issuers):
            self.issuers[row.written] = row.spoken
        self._rows.setdefault(row.written, []).append(row)

    def read(self, draft: Draft) -> None:
        """Put into words every abbreviation whose context says how."""
        is_heading = not any(character.islower() for character in draft.text)

        def say(match: re.Match[str]) -> Say | None:
            written = match["read"]
            if is_heading and is_syllable(written):
                return None
            row = self._row(written, before(match), after(match), draft)
            return Say(row.spoken) if row else None

        draft.read("§3.3", self._joined, self._say_joined)
        draft.read("§3.3", self._pattern, say)

    def read_numbered(self, draft: Draft) -> None:
        """Read what has digits of its own, as "BCĐ 138", before any number is read."""
        if self._numbered:
            draft.read("§3.3", self._numbered, lambda match: Say(self._plain(match["read"])))

    def expand(self, text: str) -> str:
        """Return ``text`` with its unambiguous abbreviations in words."""
        return self._pattern.sub(lambda match: self._plain(match["read"]) or match[0], text)

    def silence_explained(self, draft: Draft) -> None:
        """R3: "Mặt trận Tổ quốc (MTTQ)" says it once."""

        def say(match: re.Match[str]) -> Say | None:
            return Say("") if self._is_explained(match["code"], before(match)) else None

        draft.read("R3", _BRACKET, say)

    def knows(self, written: str) -> bool:
        """Whether the dictionary has ``written`` in any context."""
        return written in self._rows

    def _say_joined(self, match: re.Match[str]) -> Say | None:
        if self.knows(match["read"]):
            return None
        parts = re.split(r"\s?[-–/]\s?", match["read"])
        words = [self._plain(part) for part in parts]
        return Say(", ".join(word for word in words if word)) if all(words) else None

    def _plain(self, written: str) -> str:
        rows = [row for row in self._rows.get(written, ()) if row.kind != "issuer"]
        return rows[0].spoken if len(rows) == 1 and rows[0].kind != "ambiguous" else ""

    def _row(self, written: str, lead: str, rest: str, draft: Draft) -> Abbreviation | None:
        rows = [row for row in self._rows[written] if row.kind != "issuer"]
        if any(row.kind == "ambiguous" for row in rows):
            rows = [row for row in rows if row.kind == "ambiguous"]
        fitting = [row for row in rows if _fits(row, lead, rest, draft)]
        return fitting[0] if fitting else None

    def _is_explained(self, code: str, lead: str) -> bool:
        said = _bare(lead)
        spoken = {_bare(row.spoken) for row in self._rows.get(code, ())}
        if any(said.endswith(words) for words in spoken):
            return True
        letters = [fold(character) for character in code if character.isalpha()]
        initials = [word[0] for word in said.split() if word not in _folded_small_words()]
        return len(letters) > 1 and initials[-len(letters) :] == letters


def read_signatures(draft: Draft) -> None:
    """R5: "KT. CHỦ TỊCH" → "ký thay chủ tịch"."""
    draft.read("R5", _SIGNATURE, lambda match: Say(_SIGNATURES[match[2]]))


@cache
def shipped() -> Dictionary:
    """Return the dictionary that comes with the product."""
    with Path(__file__).with_name("dictionary.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return Dictionary([Abbreviation(**row) for row in rows])


def _fits(row: Abbreviation, lead: str, rest: str, draft: Draft) -> bool:
    leads, rests = row.after.split("|"), row.before.split("|")
    return (not row.after or any(lead.rstrip().endswith(word) for word in leads)) and (
        not row.before or any(_follows(word, rest, draft) for word in rests)
    )


def _follows(word: str, rest: str, draft: Draft) -> bool:
    text = rest.lstrip()
    if word == "^":
        return bool(text) and (text[0].isupper() or text[0].isdigit() or text[0] >= "\U000f0000")
    if word == "#":
        return bool(re.match(rf"\d|{MARK}", text))
    if word == "☎":
        return bool(re.match(MARK, text)) and draft.say_of(text[0]).kind is Kind.PHONE
    return rest.startswith(word) or text.startswith(word)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


@cache
def _folded_small_words() -> frozenset[str]:
    return frozenset(fold(word) for word in _SMALL_WORDS)
