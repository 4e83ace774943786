"""Xem hệ thống có đang chạy đủ không."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from broadcast import health


class Command(BaseCommand):
    """List the parts; end with exit code 1 when one of them is stuck."""

    help = "Xem đồng hồ, bộ chạy việc, cơ sở dữ liệu, bot có đang chạy; mã thoát 1 khi có chỗ hỏng."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="in ra dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        parts = health.look(now=timezone.now())
        red = [part for part in parts if part.is_red]
        if options["json"]:
            found = [{**asdict(part), "red": part.is_red} for part in parts]
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for part in parts:
                self.stdout.write(
                    f"{'HỎNG' if part.is_red else 'tốt '}  {part.label}  {part.problem}"
                )
        if red:
            raise CommandError(f"{len(red)} chỗ hỏng.", returncode=1)
