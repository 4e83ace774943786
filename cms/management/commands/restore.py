"""Phục hồi từ một tệp sao lưu."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms import archiving, dumping


class Command(BaseCommand):
    """Put an archive back; what is there is overwritten only when that is asked for."""

    help = "Phục hồi cơ sở dữ liệu, tệp và khoá từ một tệp sao lưu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, help="tệp lantoa-….tar.gz")
        parser.add_argument(
            "--overwrite", action="store_true", help="ghi đè dữ liệu đang có (được sao lưu trước)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        occupied = archiving.occupied()
        if occupied and not options["overwrite"]:
            raise CommandError(
                f"Không phục hồi: {', '.join(occupied)}. Nếu thật sự muốn ghi đè, thêm --overwrite."
            )
        try:
            if occupied:
                kept = archiving.make(
                    settings.VAR / "backups" / "truoc-phuc-hoi", now=timezone.now()
                )
                self.stdout.write(f"Dữ liệu trước khi ghi đè: {kept}")
            has_key = archiving.put_back(options["archive"])
        except (archiving.ArchiveError, dumping.DumpError, OSError) as error:
            raise CommandError(f"Chưa phục hồi được: {error}") from error
        self.stdout.write(
            "Đã phục hồi. Hãy chạy: manage.py setup_lantoa, rồi khởi động lại dịch vụ."
        )
        if not has_key:
            self.stdout.write(
                f"Khoá bí mật trong bản sao lưu khác khoá đang đặt. Đã ghi ra "
                f"{settings.VAR / 'secret_key.restored'}: hãy thay vào SECRET_KEY_FILE, nếu không "
                "mã truy cập của bot và thẻ tổ trưởng sẽ không dùng được."
            )
