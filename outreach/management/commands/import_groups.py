"""Nhập danh sách tổ dân phố, thôn từ tệp Excel."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from outreach import group_import, group_sheet
from outreach.models import Ward


class Command(BaseCommand):
    """Import residential groups with registers and leaders: all rows or none."""

    help = "Nhập tổ dân phố, thôn, số liệu nền và tổ trưởng từ tệp .xlsx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("tep", type=Path, help="tệp .xlsx")
        parser.add_argument("--ward", required=True, help="mã xã, phường gồm 5 chữ số")
        parser.add_argument("--xem-truoc", action="store_true", help="chỉ xem, không ghi")

    def handle(self, *args: Any, **options: Any) -> None:
        ward = Ward.objects.filter(pk=options["ward"]).first()
        if ward is None:
            raise CommandError(f"Không có xã, phường nào mang mã {options['ward']}.")
        try:
            data = options["tep"].read_bytes()
            reading = group_sheet.read(data, today=timezone.localdate())
        except OSError as error:
            raise CommandError(f"Không mở được tệp {options['tep']}.") from error
        except group_sheet.UnreadableSheetError as error:
            raise CommandError(str(error)) from error
        for problem in reading.errors:
            self.stderr.write(str(problem))
        if reading.errors:
            raise CommandError("Chưa ghi gì. Sửa các dòng trên rồi nhập lại.")
        act = group_import.preview if options["xem_truoc"] else group_import.save
        changes = act(reading, ward=ward)
        self.stdout.write(
            f"{sum(c.is_new for c in changes)} tổ mới, "
            f"{sum(bool(c.details) for c in changes)} tổ có thay đổi, "
            f"{sum(c.is_unchanged for c in changes)} tổ giữ nguyên."
            + (" Chưa ghi gì (xem trước)." if options["xem_truoc"] else "")
        )
