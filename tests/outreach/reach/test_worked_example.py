"""The example of the specification, figure by figure."""

import json
from datetime import date
from pathlib import Path

import pytest

from outreach.reach import GroupRegister, Occasion, Target, reporting
from outreach.reach.exporting import as_json
from outreach.reach.intervals import newcombe, wilson

EXAMPLE = json.loads((Path(__file__).parent / "worked_example.json").read_text("utf-8"))


def groups() -> list[GroupRegister]:
    return [
        GroupRegister(name, row["P"], row["H"], row["m"], row["k"])
        for name, row in EXAMPLE["given"]["register"].items()
    ]


def occasions() -> list[Occasion]:
    columns = EXAMPLE["given"]["columns"]
    rows = [dict(zip(columns, row, strict=True)) for row in EXAMPLE["given"]["occasions"]]
    return [
        Occasion(
            key=row["key"],
            target=row["target"],
            target_kind=Target.GROUP if row["target"].startswith("TDP") else Target.SCHOOL,
            kind=row["kind"],
            day=date(2026, 7, row["day"]),
            insertions=row["insertions"],
            minutes=row["minutes"],
            units=row["units"],
            is_confirmed=row["level"] == "confirmed",
        )
        for row in rows
        if row["level"] != "reversed"
    ]


@pytest.mark.parametrize(
    "key",
    [
        key
        for key in EXAMPLE["expected"]
        if key not in {"coverage_checked", "survey", "quiz_gain", "words", "by_group", "people"}
    ],
)
def test_every_figure_of_the_example(key: str) -> None:
    figures = as_json(reporting.report(groups(), occasions()))

    expected = EXAMPLE["expected"][key]
    assert figures[key] == (pytest.approx(expected) if isinstance(expected, float) else expected)


def test_people_of_the_example() -> None:
    figures = as_json(reporting.report(groups(), occasions()))

    assert figures["people"] == pytest.approx(EXAMPLE["expected"]["people"])
    for name, expected in EXAMPLE["expected"]["by_group"].items():
        assert figures["by_group"][name] == (expected and pytest.approx(expected))


def test_counting_words_of_the_example() -> None:
    words = as_json(reporting.report(groups(), occasions()))["words"]

    assert {word: words[word] for word in EXAMPLE["expected"]["words"]} == (
        EXAMPLE["expected"]["words"]
    )
    assert words["luot_hoc_sinh"] == 180


def test_checked_coverage_survey_and_quiz_of_the_example() -> None:
    given, expected = EXAMPLE["given"], EXAMPLE["expected"]
    coverage = reporting.report(groups(), occasions()).coverage_confirmed or 0

    bounds = wilson(given["spot_check"]["k"], given["spot_check"]["n"]) or (0, 0)
    survey = wilson(given["survey"]["k"], given["survey"]["n"]) or (0, 0)
    (pre, n_pre), (post, n_post) = given["quiz"]["pre"], given["quiz"]["post"]

    assert [coverage * b for b in bounds] == pytest.approx(expected["coverage_checked"], abs=1e-7)
    assert list(survey) == pytest.approx(expected["survey"][1:], abs=1e-7)
    assert newcombe(pre, n_pre, post, n_post) == pytest.approx(expected["quiz_gain"], abs=1e-7)
