"""Lines as ward offices write them, with the readings that a newsreader would accept."""

from pathlib import Path

import pytest

from media.reading import plain, read_aloud, shipped

FILES = sorted(Path(__file__).parent.glob("*lines.tsv"))
LINES = [
    (line.partition("\t")[0], line.partition("\t")[2].split(" | "))
    for file in FILES
    for line in file.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("written", "readings"), LINES)
def test_line(written: str, readings: list[str]) -> None:
    reading = read_aloud(written, dictionary=shipped())

    assert plain(reading.text) in readings
    assert reading.problems == ()
