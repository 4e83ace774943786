"""The pages' HTML with ``$names`` to fill in; what goes in is escaped by who fills it."""

from functools import cache
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent


def filled(name: str, /, **values: str) -> str:
    """Fill the template ``name``; a missing value is an error."""
    return _template(name).substitute(values)


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / name).read_text(encoding="utf-8"))
