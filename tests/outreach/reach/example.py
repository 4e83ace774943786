"""The worked example of the specification as values."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from outreach.reach import GroupRegister, Kind, Occasion, SchoolRegister, Target
from outreach.reach.reporting import Report, report

EXAMPLE = json.loads((Path(__file__).parent / "worked_example.json").read_text("utf-8"))
GIVEN, EXPECTED = EXAMPLE["given"], EXAMPLE["expected"]
FIRST, LAST = (date.fromisoformat(day) for day in GIVEN["period"])


def rows() -> list[dict[str, Any]]:
    return [dict(zip(GIVEN["columns"], row, strict=True)) for row in GIVEN["occasions"]]


def groups() -> list[GroupRegister]:
    return [
        GroupRegister(
            name,
            name,
            row["P"],
            row["H"],
            row["m"],
            None if row["k"] is None else Decimal(str(row["k"])),
        )
        for name, row in GIVEN["register"].items()
    ]


def occasions() -> list[Occasion]:
    return [
        Occasion(
            key=row["key"],
            target=row["target"],
            target_kind=Target.GROUP if row["target"] in GIVEN["register"] else Target.SCHOOL,
            kind=Kind(row["kind"]),
            day=FIRST.replace(day=row["day"]),
            insertions=row["insertions"],
            minutes=Decimal(str(row["minutes"])),
            units=row["units"],
            is_confirmed=row["level"] == "confirmed",
        )
        for row in rows()
        if row["level"] != "reversed"
    ]


def example_report() -> Report:
    schools = [SchoolRegister("THCS A", "THCS A", 400)]
    return report(groups(), occasions(), first=FIRST, last=LAST, schools=schools)
