"""Mức độ tiếp cận của một xã, phường trong một khoảng thời gian."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outreach import reach_query, reach_text
from outreach.models import Ward
from outreach.reach.exporting import as_json
from outreach.reach_query import Period


class Command(BaseCommand):
    """Print a ward's reach as text, or as the JSON that a province's data hub reads."""

    help = "In mức độ tiếp cận của một xã, phường."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ward", required=True, help="mã xã, phường gồm 5 chữ số")
        parser.add_argument("--from", required=True, dest="first", help="từ ngày, dạng 2026-07-01")
        parser.add_argument("--to", required=True, dest="last", help="đến hết ngày")
        parser.add_argument("--campaign", default="", help="mã đợt truyền thông")
        parser.add_argument("--json", action="store_true", help="in dạng JSON cho máy đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        ward = Ward.objects.filter(pk=options["ward"]).first()
        if ward is None:
            raise CommandError(f"Không có xã, phường nào mang mã {options['ward']}.")
        first, last = self._day(options["first"]), self._day(options["last"])
        if last < first:
            raise CommandError("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        code = options["campaign"]
        if code and code not in reach_query.campaigns(ward):
            raise CommandError(f"{ward} chưa ghi nhận gì cho đợt “{code}”.")
        found = reach_query.ward_reach(ward, Period(first, last, code))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found.report), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(reach_text.lines(found)))

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” không phải ngày dạng năm-tháng-ngày.") from error
