"""The texts that code and templates hand to gettext, read from the sources themselves.

A package's catalogue may lag behind its code, and our own code has none: what a screen can show is
what stands in a gettext call. Only literal texts can be read; gettext can look up no other either.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

# Positions of (context, singular, plural) among the arguments of a call.
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
WRITTEN = re.compile(
    rf"(?<![\w.])(_|gettext|ngettext|pgettext|npgettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)"
)
FORMAT = re.compile(r"%(?:\(\w+\))?[sd]")
NOT_SHOWN = {"tests", "test", "migrations", "locale", "node_modules", "project_template"}


def of_folder(folder: Path, domain: str) -> Iterator[polib.POEntry]:
    """Yield what the sources below ``folder`` ask gettext for in ``domain``, file by file."""
    for path in sorted(folder.rglob("*")):
        if not NOT_SHOWN & set(path.relative_to(folder).parts):
            yield from of_file(path, domain)


def of_file(path: Path, domain: str) -> Iterator[polib.POEntry]:
    """Yield what one file asks for: Python and templates for ``django``, JavaScript for the other.

    Compiled bundles (``.min.js``, one long line) keep no readable calls and are passed over.
    """
    if domain == "django" and path.suffix == ".py":
        yield from of_python(path.read_text(encoding="utf-8"))
    elif domain == "django" and path.suffix in {".html", ".txt"}:
        yield from of_template(path.read_text(encoding="utf-8"))
    elif domain == "djangojs" and path.suffix in {".js", ".mjs"}:
        yield from of_script(path.read_text(encoding="utf-8"))


def of_python(text: str) -> Iterator[polib.POEntry]:
    """Yield the literal texts of the gettext calls of a Python module."""
    if "gettext" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from _entry(name, [_literal(argument) for argument in node.args])


def of_template(text: str) -> Iterator[polib.POEntry]:
    """Yield the texts of a template: ``translate``, ``blocktranslate`` and ``_("…")``."""
    if "{%" not in text and "_(" not in text:
        return
    yield from of_script(templatize(text), is_template=True)


def of_script(text: str, *, is_template: bool = False) -> Iterator[polib.POEntry]:
    """Yield the texts of calls as they are written, one literal after the other."""
    for name, arguments in WRITTEN.findall(text):
        if name != "_" or is_template:
            values = [ast.literal_eval(found) for found in re.findall(LITERAL, arguments)]
            yield from _entry(name, values)


def _literal(node: ast.expr) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None  # type: ignore[attr-defined,return-value]


def _entry(name: str, arguments: list[str | None]) -> Iterator[polib.POEntry]:
    """Yield the entry that a call of ``name`` asks for, if its texts are literal."""
    if name not in CALLS:
        return
    values = [
        None if place is None or place >= len(arguments) else arguments[place]
        for place in CALLS[name]
    ]
    context, singular, plural = values
    if singular:
        flags = ["python-format"] if FORMAT.search(singular) else []
        yield polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=plural or "", flags=flags)
