"""What lies in the repository as text: composed letters, clean templates, no machine's traces."""

import re
import subprocess
import unicodedata
from pathlib import Path

import polib
import pytest

from tests.architecture import source

TEXT = {".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".po", ".json", ".tsv", ".csv"}
INLINE = re.compile(
    r"""<style\b | \sstyle\s*= | \son[a-z]+\s*=\s*["'] | href\s*=\s*["']javascript:
        | <script\b(?![^>]*\bsrc\s*=)(?![^>]*type=["']application/(?:ld\+)?json["'])""",
    re.IGNORECASE | re.VERBOSE,
)
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)


def tracked() -> list[Path]:
    """Return the files of the repository, or of its folder where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=source.ROOT, capture_output=True, text=True, check=True
    )
    return [source.ROOT / name for name in listing.stdout.split("\0") if name]


def test_text_is_composed_unicode() -> None:
    decomposed = [
        source.short(path)
        for path in tracked()
        if path.suffix in TEXT
        and path.exists()
        and not unicodedata.is_normalized("NFC", source.text(path))
    ]

    assert decomposed == []


def test_templates_hold_nothing_inline() -> None:
    inline = [
        f"{source.short(path)}: {found.group().strip()}"
        for path in source.in_rooms("*.html")
        for found in INLINE.finditer(source.text(path))
    ]

    assert inline == []


def test_templates_ask_nothing_of_other_sites() -> None:
    asking = [
        f"{source.short(path)}: {found.group()}"
        for path in source.in_rooms("*.html")
        for found in ELSEWHERE.finditer(source.text(path))
        if not re.search(r"<a\b[^>]*$", source.text(path)[: found.start()])
    ]

    assert asking == []


@pytest.mark.parametrize(
    "text", ['<p style="x">', "<style>", "<script>", '<a onclick="x()">', "<script defer>"]
)
def test_the_inline_rule_recognises(text: str) -> None:
    assert INLINE.search(text)


@pytest.mark.parametrize(
    "text", ['<script src="a.js" type="module">', '<p class="style">', '<td data-style="x">']
)
def test_the_inline_rule_lets_pass(text: str) -> None:
    assert not INLINE.search(text)


def test_requirements_name_no_host_and_no_path() -> None:
    files = sorted(source.ROOT.glob("requirements*.txt"))

    named = [
        f"{path.name}: {line}"
        for path in files
        for line in source.text(path).splitlines()
        if re.search(r"://|--(?:extra-)?index-url|--find-links|(?:^|\s)/\w", line)
    ]

    assert len(files) == 3
    assert named == []


@pytest.mark.parametrize("path", source.in_rooms("*.po"), ids=source.short)
def test_a_catalogue_compiles(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "messages.mo"

    polib.pofile(str(path), check_for_duplicates=True).save_as_mofile(str(target))

    assert len(polib.mofile(str(target))) > 0
