"""Reading aloud (loudspeaker.md §3): written Vietnamese as a newsreader says it. Pure.

``read_aloud`` takes a text and answers with spoken words, the places where they differ from what
is written, and what nobody could read with certainty. Each rule puts words in place of what it
knows and leaves the rest to the rules after it; see ``draft``.
"""

from dataclasses import replace

from media.reading import (
    abbreviations,
    codes,
    dates,
    documents,
    gate,
    marks,
    periods,
    phones,
    quantities,
    slashes,
    times,
)
from media.reading.abbreviations import Abbreviation, Dictionary, shipped
from media.reading.draft import Draft
from media.reading.marks import plain
from media.reading.results import NORTH, SOUTH, Problem, Reading, Span, Style
from media.text import nfc

__all__ = [
    "NORTH", "SOUTH", "Abbreviation", "Dictionary", "Problem", "Reading", "Span", "Style",
    "plain", "read_aloud", "shipped",
]  # fmt: skip

_MOST_PASSES = 4


def read_aloud(text: str, *, dictionary: Dictionary, style: Style = NORTH) -> Reading:
    """Return ``text`` as it is read out, line by line.

    Reading a reading changes nothing. Spans and problems point into ``text`` in NFC.
    """
    lines: list[str] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    start = 0
    for line in nfc(text).split("\n"):
        read = _read_line(line, dictionary, style)
        lines.append(_settled(read.text, dictionary, style))
        spans += [_span(span, start) for span in read.spans]
        problems += [_problem(problem, start) for problem in read.problems]
        start += len(line) + 1
    return Reading("\n".join(lines), tuple(spans), tuple(problems))


def _read_line(line: str, dictionary: Dictionary, style: Style) -> Reading:
    draft = Draft(line)
    marks.clean(draft)
    problems = gate.set_aside_addresses(draft) + gate.set_aside_empty_numbers(draft)
    marks.list_marks(draft)
    abbreviations.read_signatures(draft)
    dictionary.silence_explained(draft)
    if any(character.isdigit() for character in draft.text):
        _read_numbers(draft, dictionary, style)
    codes.read_roman(draft, style)
    documents.read_points(draft)
    dictionary.read(draft)
    marks.ranges(draft)
    slashes.read_slashes(draft)
    problems += gate.remaining(draft, dictionary)
    marks.silence(draft)
    return Reading(marks.render(draft), draft.spans(), tuple(problems))


def _read_numbers(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    documents.read_documents(draft, dictionary, style)
    dictionary.read_numbered(draft)
    phones.read_phones(draft)
    times.read_fixed(draft)
    slashes.read_houses(draft, style)
    codes.read_roads(draft, style)
    dates.read_dates(draft, style)
    periods.read_periods(draft, style)
    times.read_times(draft, style)
    quantities.read_kilometres(draft, style)
    quantities.read_per(draft)
    slashes.read_fractions(draft, style)
    quantities.read_quantities(draft, style)
    codes.read_codes(draft, style)


def _settled(spoken: str, dictionary: Dictionary, style: Style) -> str:
    """Return the reading of ``spoken`` that reads as itself.

    What falls silent can bring together what a rule knows: the dash of "điểm b-" hid a point.
    """
    for _ in range(_MOST_PASSES):
        again = _read_line(spoken, dictionary, style).text
        if again == spoken:
            break
        spoken = again
    return spoken


def _span(found: Span, by: int) -> Span:
    return replace(found, start=found.start + by, end=found.end + by)


def _problem(found: Problem, by: int) -> Problem:
    return replace(found, start=found.start + by, end=found.end + by)
