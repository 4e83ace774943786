"""Reading settings from the environment; a secret may come from a file named by ``NAME_FILE``."""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Return the value of ``name``, or the content of the file named by ``name + "_FILE"``."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether ``name`` is switched on ("1", "true", "yes", "on")."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Return the whole number in ``name``."""
    return int(os.environ.get(name, default))


def fraction(name: str, default: float) -> float:
    """Return the part of a whole in ``name``, above 0 and at most 1."""
    value = float(os.environ.get(name, default))
    if not 0 < value <= 1:
        raise ValueError(f"{name} must lie above 0 and be at most 1, not {value}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words in ``name``."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(path: Path) -> str:
    """Return ``SECRET_KEY``; where none is given, a random one is made once and kept in ``path``.

    A key that only this machine knows is as safe as a given one; several machines that serve one
    site must be given theirs, which ``SECURITY.md`` says.
    """
    if value := text("SECRET_KEY"):
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(os.urandom(40).hex(), encoding="utf-8")
    return path.read_text(encoding="utf-8")
