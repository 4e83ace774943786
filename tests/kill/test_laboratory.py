"""The laboratory sees what it must see: each of these runs is broken on purpose."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("breakage", ["resend", "drop"])
def test_what_is_broken_on_purpose_is_seen(breakage: str, tmp_path: Path) -> None:
    out = tmp_path / "runs.jsonl"

    options = ["--runs=1", "--database=sqlite", f"--breakage={breakage}", f"--out={out}"]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.kill", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    found = json.loads(out.read_text(encoding="utf-8"))["found"]
    last = ended.stdout.splitlines()[-1]
    assert ended.returncode == 1
    assert bool(found["doubled"]) is (breakage == "resend")
    assert len(found["lost"]) == (breakage == "drop")
    assert last.startswith(f"kill: 1 runs, {len(found['lost'])} lost, {len(found['doubled'])} doub")
