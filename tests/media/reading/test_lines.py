"""Lines as ward offices write them, with the readings that a newsreader would accept."""

from pathlib import Path

import pytest

from media.reading import plain, read_aloud, shipped

FILES = sorted(Path(__file__).parent.glob("*lines.tsv"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_is_read_right(file: Path) -> None:
    wrong = []
    for line in file.read_text("utf-8").splitlines():
        written, _, readings = line.partition("\t")
        reading = read_aloud(written, dictionary=shipped())
        if plain(reading.text) not in readings.split(" | ") or reading.problems:
            wrong.append((written, plain(reading.text), reading.problems))

    assert wrong == []


def test_there_are_many_lines() -> None:
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]

    assert len(lines) > 900
    assert all(line.count("\t") == 1 for line in lines)
