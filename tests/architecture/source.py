"""The source of the rooms as the architecture tests see it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("broadcast", "campaigns", "cms", "outreach", "media")


def modules() -> list[Path]:
    """Return every Python module of the rooms, without migrations."""
    return [path for path in in_rooms("*.py") if "migrations" not in path.parts]


def in_rooms(pattern: str) -> list[Path]:
    """Return the files of the rooms whose name matches ``pattern``, in a stable order."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob(pattern))


def short(path: Path) -> str:
    """Name ``path`` from the top of the repository."""
    return str(path.relative_to(ROOT))


@cache
def text(path: Path) -> str:
    """Return the content of ``path``."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of ``path``."""
    return ast.parse(text(path))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function and method that ``path`` defines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]
