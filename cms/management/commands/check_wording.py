"""Soát câu chữ của từng dòng trong một tệp JSONL."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.checks import Channel, HotlineNumber, check

# The shipped example registry: never the database, so that the result does not depend on it.
EXAMPLE_REGISTRY = (
    *(HotlineNumber(n) for n in ("111", "112", "113", "114", "115", "18008080", "18001581")),
    HotlineNumber("18001567", valid_to=date(2017, 12, 5)),
)


class Command(BaseCommand):
    """Print one JSON object of findings for each JSON line of the file."""

    help = "Soát câu chữ: đọc mỗi dòng {text, channel}, in ra mỗi dòng {findings}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("tep", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        for line in options["tep"].read_text(encoding="utf-8").splitlines():
            if line.strip():
                given = json.loads(line)
                found = check(
                    given["text"],
                    channel=Channel(given["channel"]),
                    hotlines=EXAMPLE_REGISTRY,
                    today=timezone.localdate(),
                )
                findings = [
                    {
                        "rule": f.rule,
                        "level": f.level.value,
                        "start": f.start,
                        "end": f.end,
                        "message": f.message,
                    }
                    for f in found
                ]
                self.stdout.write(json.dumps({"findings": findings}, ensure_ascii=False))
