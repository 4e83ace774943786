"""Turn our ``.po`` files into ``.mo`` files without gettext's own programs."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Compile each catalogue of ``LOCALE_PATHS`` that is newer than its compiled form."""

    help = "Biên dịch các tệp dịch .po thành .mo."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).rglob("*.po")):
                compile_catalogue(source)


def compile_catalogue(source: Path) -> None:
    """Write ``source``'s ``.mo`` beside it if it is missing or older; never half a file."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return
    draft = target.with_suffix(".mo.part")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.replace(target)
