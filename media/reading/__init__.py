"""Reading aloud (loudspeaker.md §3): written Vietnamese as a newsreader says it. Pure.

``read_aloud`` takes a text and answers with spoken words, the places where they differ from what
is written, and what nobody could read with certainty. Each rule puts words in place of what it
knows and leaves the rest to the rules after it; see ``draft``.
"""

import re
from dataclasses import replace

from media.reading import (
    addresses,
    articles,
    brackets,
    codes,
    dates,
    documents,
    expanding,
    fractions,
    gate,
    hotlines,
    lists,
    marks,
    periods,
    phones,
    quantities,
    ranges,
    rates,
    roads,
    romans,
    round_the_clock,
    signatures,
    signs,
    slashes,
    times,
    weekdays,
)
from media.reading.abbreviations import Abbreviation, Dictionary, shipped
from media.reading.draft import Draft
from media.reading.marks import plain
from media.reading.results import NORTH, SOUTH, Problem, Reading, Span, Style
from media.reading.syllables import UPPER
from media.text import nfc

__all__ = [
    "NORTH", "SOUTH", "Abbreviation", "Dictionary", "Problem", "Reading", "Span", "Style",
    "plain", "read_aloud", "shipped",
]  # fmt: skip

_MOST_PASSES = 4
_DIGIT = re.compile(r"\d")
# Without one of these no rule has anything to do: signs, capitals together, letters that stand
# alone. Most readings are such, and needn't be read again.
_MAY_CHANGE = re.compile(rf"[^\w\s,.;:!?]|\d|[{UPPER}]{{2}}|\b\w\b|  |\.\w")


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
    lists.read_list_marks(draft)
    signatures.read_signatures(draft)
    brackets.silence_repeated(draft, dictionary)
    if _DIGIT.search(draft.text):
        _read_numbers(draft, dictionary, style)
    weekdays.read_sundays(draft)
    rates.read_rates(draft, dictionary, style)
    romans.read_romans(draft, style)
    articles.read_points(draft)
    ranges.read_ranges(draft)
    expanding.read_abbreviations(draft, dictionary)
    slashes.read_slashes(draft)
    problems += gate.remaining(draft, dictionary)
    marks.silence(draft)
    return Reading(marks.render(draft), draft.spans(), tuple(problems))


def _read_numbers(draft: Draft, dictionary: Dictionary, style: Style) -> None:
    documents.read_documents(draft, dictionary, style)
    expanding.read_numbered(draft, dictionary)
    phones.read_phones(draft)
    hotlines.read_hotlines(draft, dictionary)
    round_the_clock.read_round_the_clock(draft, dictionary)
    romans.read_parted(draft, style)
    addresses.read_houses(draft, style)
    roads.read_roads(draft, style)
    codes.read_lettered(draft, style)
    weekdays.read_weekdays(draft, dictionary)
    times.read_times(draft, style)
    dates.read_dates(draft, dictionary, style)
    periods.read_periods(draft, style)
    times.read_lengths(draft, style)
    roads.read_kilometres(draft, style)
    fractions.read_fractions(draft, dictionary, style)
    quantities.read_quantities(draft, dictionary, style)
    codes.read_codes(draft, dictionary, style)
    signs.read_signs(draft)


def _settled(spoken: str, dictionary: Dictionary, style: Style) -> str:
    """Return the reading of ``spoken`` that reads as itself.

    What falls silent can bring together what a rule knows: the dash of "điểm b-" hid a point.
    """
    for _ in range(_MOST_PASSES):
        if not _MAY_CHANGE.search(spoken):
            break
        again = _read_line(spoken, dictionary, style).text
        if again == spoken:
            break
        spoken = again
    return spoken


def _span(found: Span, by: int) -> Span:
    return replace(found, start=found.start + by, end=found.end + by)


def _problem(found: Problem, by: int) -> Problem:
    return replace(found, start=found.start + by, end=found.end + by)
