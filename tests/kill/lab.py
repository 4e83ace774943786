"""A laboratory on one engine: ``python -m tests.kill.lab`` with what ``tests.kill`` tells it.

Everything is loaded once; all processes of all runs are forked from this one.
"""

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.kill import house as houses
from tests.kill import plan as plans
from tests.kill.processes import adopt, end_all, in_a_child

NEEDED = (
    "celery.apps.beat",
    "celery.apps.worker",
    "celery.concurrency.prefork",
    "cms.wsgi",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "kombu.transport.redis",
    "zalo_bot",
)


def main() -> None:
    given = arguments()
    house = houses.build(given.database)
    house.furnish()
    adopt()
    from tests.kill import cluster, servers

    made: list[Any] = []
    try:
        made.append(servers.Redis(house))
        made.append((servers.SQLite if given.database == "sqlite" else cluster.PostgreSQL)(house))
        redis, database = made
        world = prepare(house, database)
        perform(given, house, database, redis, world)
    finally:
        end_all()
        for one in made:
            one.end()
        if not given.keep:
            shutil.rmtree(house.folder, ignore_errors=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgres"], required=True)
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--breakage", choices=["", "resend", "drop"], default="")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="giữ lại thư mục của phòng thí nghiệm")
    return parser.parse_args()


def prepare(house: houses.House, database: Any) -> dict[str, Any]:
    """Load everything and make the template of all runs."""
    import django

    django.setup()
    _load()

    def fill() -> None:
        from tests.kill import ward

        database.prepare()
        ward.prepare(house.world)

    in_a_child(fill, log=house.folder / "logs" / "prepare.log")
    database.keep()
    world: dict[str, Any] = json.loads(house.world.read_text(encoding="utf-8"))
    return world


def _load() -> None:
    """Import once what the processes need."""
    from importlib import import_module

    from django.urls import get_resolver

    for name in NEEDED:
        import_module(name)
    from cms.celery import app

    app.loader.import_default_modules()
    get_resolver().url_patterns  # noqa: B018


def perform(
    given: argparse.Namespace, house: houses.House, database: Any, redis: Any, world: dict[str, Any]
) -> None:
    """Do the runs, one after another, and write a line about each."""
    from tests.kill.run import Run

    for seed in range(given.seed, given.seed + given.runs):
        if given.breakage:
            plan = plans.broken(given.breakage, seed=seed)
        else:
            plan = plans.draw(seed, database=given.database)
        ended = Run(house, database, redis, world, plan).go()
        line = {"database": given.database, **asdict(plan), **asdict(ended)}
        with given.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        print(said(line), flush=True)


def said(line: dict[str, Any]) -> str:
    """Return one line for a person."""
    found = line["found"]
    crew = "celery" if line["is_celery"] else f"{line['workers']} drain"
    faults = ", ".join(f"{f['kind']} {f.get('code', '')}".strip() for f in line["faults"])
    parts = [
        f"{line['database']} seed {line['seed']}: {crew}",
        f"killed {', '.join(strike['target'] for strike in line['strikes'])}",
        *([f"faults {faults}"] if faults else []),
        *([line["act"]] if line["act"] else []),
        *([f"{line['crashed']} ended by themselves"] if line["crashed"] else []),
        f"{len(found['lost'])} lost, {len(found['doubled'])} doubled",
        f"{found['unknown']} unknown ({found['in_doubt']} in doubt, {line['calls']} in flight)",
        f"recovery {line['recovery']:.1f} s of {line['seconds']:.1f} s",
        *(f"WRONG: {wrong}" for wrong in found["wrong"]),
    ]
    return "; ".join(parts)


if __name__ == "__main__":
    main()
