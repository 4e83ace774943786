"""Writing one delivery for each group: by our statement, by a bare one, and by ``bulk_create``."""

from typing import Any

from django.db import connection

from broadcast import fan_out, trial
from broadcast.models import Delivery, Tally
from campaigns.models import ChannelKind, Occurrence
from scripts.bench import columns, processes, timing

BATCH = 2000


def run(*, sizes: list[int], rounds: int) -> list[dict[str, Any]]:
    """Return, for each number of deliveries, the seconds of each way and of doing it again."""
    return [_measure(size, rounds=rounds) for size in sizes]


def _measure(deliveries: int, *, rounds: int) -> dict[str, Any]:
    tokens = ["1:bench"]
    with trial.prepared(ChannelKind.ZALO_GROUP, deliveries=deliveries, tokens=tokens) as occurrence:
        again: list[int] = []
        replay = timing.seconds(lambda: again.append(_fan_out(occurrence)), rounds=rounds)
        rows = list(Delivery.objects.filter(occurrence=occurrence))
        if len(rows) != deliveries or any(again):
            raise processes.FailedError(f"{len(rows)} of {deliveries} rows, {again} when replayed")
        names = ", ".join(columns.of(Delivery, with_key=True))
        _execute("CREATE TEMPORARY TABLE copied AS SELECT * FROM broadcast_delivery")
        ways = {
            "ours": lambda: _fan_out(occurrence),
            "bare": lambda: _execute(
                f"INSERT INTO broadcast_delivery ({names}) SELECT {names} FROM copied"  # noqa: S608
            ),
            "bulk_create": lambda: Delivery.objects.bulk_create(rows, batch_size=BATCH),
        }
        found = {name: [] for name in ways}  # type: dict[str, list[float]]
        for _ in range(rounds):
            for name, way in ways.items():
                _empty()
                found[name].append(timing.seconds(way))
        _execute("DROP TABLE copied")
    return {"replay": replay} | {name: sorted(s)[len(s) // 2] for name, s in found.items()}


def _fan_out(occurrence: Occurrence) -> int:
    return fan_out.fan_out(occurrence, now=occurrence.due_at)


def _empty() -> None:
    """Take the rows away without leaving dead ones behind."""
    if connection.vendor == "postgresql":
        _execute("TRUNCATE broadcast_delivery CASCADE")
        return
    for queryset in (Tally.objects.all(), Delivery.objects.all()):
        queryset._raw_delete(queryset.db)


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
