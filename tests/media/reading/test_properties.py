"""What holds for the reading of any text at all."""

import re
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from media.reading import plain, read_aloud, shipped

LINES = [
    line.split("\t")[0]
    for line in Path(__file__).with_name("lines.tsv").read_text("utf-8").splitlines()
]
PIECES = Path(__file__).with_name("pieces.txt").read_text("utf-8").splitlines()
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)


@settings(max_examples=120)
@given(texts)
def test_reading_a_reading_changes_nothing(text: str) -> None:
    once = read_aloud(text, dictionary=shipped())

    twice = read_aloud(once.text, dictionary=shipped())

    assert once.problems or twice.text == once.text


@settings(max_examples=120)
@given(texts)
def test_what_has_no_problem_has_nothing_that_cannot_be_said(text: str) -> None:
    reading = read_aloud(text, dictionary=shipped())

    assert reading.problems or not re.search(r"[\d/%&@+=<>≥≤°]", reading.text)


@settings(max_examples=120)
@given(texts)
def test_spans_and_problems_point_into_the_text(text: str) -> None:
    source = unicodedata.normalize("NFC", text)

    reading = read_aloud(text, dictionary=shipped())

    assert [source[s.start : s.end] for s in reading.spans] == [s.written for s in reading.spans]
    assert all(0 <= p.start < p.end <= len(source) for p in reading.problems)


def test_decomposed_letters_read_the_same() -> None:
    composed = [read_aloud(line, dictionary=shipped()) for line in LINES]

    decomposed = [
        read_aloud(unicodedata.normalize("NFD", line), dictionary=shipped()) for line in LINES
    ]

    assert decomposed == composed


def test_the_readings_of_real_lines_are_final() -> None:
    readings = [read_aloud(line, dictionary=shipped()).text for line in LINES]

    again = [read_aloud(reading, dictionary=shipped()).text for reading in readings]

    assert again == readings
    assert all(plain(reading) == plain(plain(reading)) for reading in readings)
