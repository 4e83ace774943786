"""Bring an installation up to date; safe to repeat, and quick when nothing is new."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms import permission_names


class Command(BaseCommand):
    """Translations, database, places, static files and, in the demo, its data."""

    help = "Cài đặt hoặc cập nhật Lan Toả: cơ sở dữ liệu, danh mục địa bàn, dữ liệu mẫu."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("compile_translations")
        if is_behind():
            self.stdout.write("- Cập nhật cơ sở dữ liệu")
            call_command("migrate", interactive=False, verbosity=0)
            permission_names.translate()
        self.stdout.write("- Danh mục tỉnh, xã, phường")
        call_command("load_places", verbosity=0)
        if settings.LANTOA_DEMO and not get_user_model().objects.exists():
            self.stdout.write("- Dữ liệu mẫu")
            call_command("demo")
        self.collect_static()

    def collect_static(self) -> None:
        """Collect the static files again only after one of them, or a package, has changed."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if manifest.exists() and manifest.stat().st_mtime > newest_static():
            return
        self.stdout.write("- Tệp tĩnh của trang web")
        call_command("collectstatic", interactive=False, verbosity=0)


def is_behind() -> bool:
    """Tell whether a migration has not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def newest_static() -> float:
    """Return the time of the latest change to our static files or to the installed packages."""
    rooms = [
        settings.BASE_DIR / room for room in ("broadcast", "campaigns", "cms", "outreach", "media")
    ]
    ours = [path for room in rooms for path in (room / "static").rglob("*")]
    stamps = settings.BASE_DIR.glob(".venv/.run-*")
    return max((path.stat().st_mtime for path in [*ours, *stamps]), default=0.0)
