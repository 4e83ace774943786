"""The one direction of imports, and what a room may not contain."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture import source

BANNED_NAMES = {
    "utils", "util", "helpers", "helper", "services", "service", "common", "core", "constants",
    "managers", "misc",
}  # fmt: skip
HEAVY = {"PIL", "docx", "openpyxl", "qrcode", "reportlab", "zalo_bot"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "wagtail.signals")


def test_the_rooms_import_only_downward() -> None:
    tool = Path(sys.executable).with_name("lint-imports")

    answer = subprocess.run(
        [tool, "--no-cache"], cwd=source.ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stdout


def test_there_is_one_contract_and_it_has_no_exceptions() -> None:
    settings = tomllib.loads(source.text(source.ROOT / "pyproject.toml"))["tool"]["importlinter"]

    assert settings["contracts"] == [
        {
            "name": "Rooms import only the rooms below them",
            "type": "layers",
            "layers": list(source.ROOMS),
        }
    ]


def test_no_folder_or_module_is_named_after_a_pattern() -> None:
    named = [
        source.short(path)
        for path in source.modules()
        if {path.stem, path.parent.name} & BANNED_NAMES
    ]

    assert named == []


@pytest.mark.parametrize("package", sorted(HEAVY))
def test_heavy_packages_are_never_imported_at_the_top_of_a_module(package: str) -> None:
    at_top = [
        source.short(path)
        for path in source.modules()
        if any(package in imported(node) for node in source.tree(path).body)
    ]

    assert at_top == []


@pytest.mark.parametrize(
    ("package", "home"),
    [("qrcode", "media/qr.py"), ("zalo_bot", "broadcast/zalo/client.py")],
)
def test_a_risky_package_has_one_home(package: str, home: str) -> None:
    users = {
        source.short(path)
        for path in source.modules()
        if any(package in imported(node) for node in ast.walk(source.tree(path)))
    }

    assert users <= {home}


def test_no_signals_of_our_own() -> None:
    users = [
        source.short(path)
        for path in source.modules()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SIGNALS)
    ]

    assert users == []


def imported(node: ast.AST) -> set[str]:
    """Return the top-level packages that ``node`` imports."""
    if isinstance(node, ast.Import):
        return {name.name.split(".")[0] for name in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return set()
