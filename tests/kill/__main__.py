"""``make kill``: kill what sends, again and again, and count what is lost and what is doubled.

``python -m tests.kill --runs 200 --seed 1 --database sqlite|postgres|both --out FILE``. A run is
repeated by its seed and database. Runs on both engines are shared out evenly. The exit code is 1
if anything was lost, doubled, otherwise wrong, or slower to recover than two minutes.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LONGEST_RECOVERY = 120  # seconds


def main() -> int:
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory() as folder:
        return perform(given, given.out or Path(folder) / "runs.jsonl")


def perform(given: argparse.Namespace, out: Path) -> int:
    """Do all runs, say how they went, and return the exit code."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("", encoding="utf-8")
    codes = [
        subprocess.run(command(database, runs, given, out), check=False).returncode
        for database, runs in shares(given.database, given.runs).items()
        if runs
    ]
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    print(summary(lines), flush=True)
    is_whole = not any(codes) and len(lines) == given.runs
    return 0 if is_whole and is_well(lines) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make kill")
    parser.add_argument("--runs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--out", type=Path, help="tệp ghi số liệu, mỗi lần chạy một dòng JSON")
    parser.add_argument("--breakage", choices=["", "resend", "drop"], default="")
    given = parser.parse_args()
    if given.runs < 1:
        parser.error("RUNS phải từ 1 trở lên.")
    return given


def command(database: str, runs: int, given: argparse.Namespace, out: Path) -> list[str]:
    """Return how to start the laboratory of one engine."""
    values = {
        "database": database,
        "runs": runs,
        "seed": given.seed,
        "breakage": given.breakage,
        "out": out,
    }
    options = [f"--{name}={value}" for name, value in values.items()]
    return [sys.executable, "-m", "tests.kill.lab", *options]


def shares(database: str, runs: int) -> dict[str, int]:
    """Return how many runs each engine gets."""
    if database != "both":
        return {database: runs}
    return {"sqlite": runs - runs // 2, "postgres": runs // 2}


def summary(lines: list[dict[str, Any]]) -> str:
    """Return the last line."""
    lost = sum(len(line["found"]["lost"]) for line in lines)
    doubled = sum(len(line["found"]["doubled"]) for line in lines)
    unknown = sum(line["found"]["unknown"] for line in lines)
    slowest = max((line["recovery"] for line in lines), default=0)
    return (
        f"kill: {len(lines)} runs, {lost} lost, {doubled} doubled, {unknown} unknown, "
        f"slowest recovery {slowest:.1f} s"
    )


def is_well(lines: list[dict[str, Any]]) -> bool:
    """Whether nothing was wrong in any run."""
    return all(
        line["recovery"] <= LONGEST_RECOVERY
        and not line["found"]["lost"]
        and not line["found"]["doubled"]
        and not line["found"]["wrong"]
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
