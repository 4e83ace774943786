"""The catalogue that speaks Vietnamese for Wagtail: whole entries, placeholders intact."""

import re
from pathlib import Path

import polib
import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "cms/locale/vi/LC_MESSAGES"
HOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.po")), ids=lambda path: path.name)
def test_every_entry_is_whole(path: Path) -> None:
    for entry in polib.pofile(path):
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        known = {*HOLDER.findall(entry.msgid), *HOLDER.findall(entry.msgid_plural or "")}

        assert texts, entry.msgid
        assert all(texts), entry.msgid
        assert "fuzzy" not in entry.flags
        for text in texts:
            assert set(HOLDER.findall(text)) <= known, entry.msgid
            assert len(re.findall(r"</?\w+", text)) == len(re.findall(r"</?\w+", entry.msgid))
