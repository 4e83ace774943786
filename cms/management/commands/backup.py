"""Sao lưu cơ sở dữ liệu, tệp và khoá bí mật vào một tệp."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms import archiving, dumping


class Command(BaseCommand):
    """Write one dated archive."""

    help = "Sao lưu cơ sở dữ liệu, tệp và khoá bí mật vào một tệp có ngày giờ trong tên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="thư mục; mặc định: backups trong LANTOA_VAR")
        parser.add_argument("--keep", type=int, default=0, help="chỉ giữ chừng này bản mới nhất")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["to"] or settings.VAR / "backups")
        try:
            path = archiving.make(folder, now=timezone.now())
        except (dumping.DumpError, OSError) as error:
            raise CommandError(f"Chưa sao lưu được: {error}") from error
        gone = archiving.forget_old(folder, keep=options["keep"])
        self.stdout.write(f"{path} ({path.stat().st_size / 1_000_000:.1f} MB)")
        if gone:
            self.stdout.write(f"Đã xoá {len(gone)} bản cũ.")
        self.stdout.write(
            "Tệp này có số điện thoại tổ trưởng và khoá bí mật: hãy mã hoá, cất riêng."
        )
