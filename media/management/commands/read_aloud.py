"""``manage.py read_aloud [FILE]``: one reading for each line of a text."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media.reading import plain, read_aloud, shipped


class Command(BaseCommand):
    """Reads with the dictionary that comes with the product and the northern style."""

    help = "Đọc từng dòng như phát thanh viên đọc: mỗi dòng vào, một dòng ra."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="tệp văn bản; không ghi thì đọc đầu vào chuẩn")
        parser.add_argument(
            "--marks", action="store_true", help="giữ chữ hoa và dấu câu làm dấu ngắt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dictionary = shipped()
        for line in _text(options["file"]).split("\n")[:-1]:
            spoken = read_aloud(line.rstrip("\r"), dictionary=dictionary).text
            self.stdout.write(spoken if options["marks"] else plain(spoken))


def _text(name: str | None) -> str:
    try:
        raw = Path(name).read_bytes() if name else sys.stdin.buffer.read()
        text = raw.decode("utf-8-sig")
    except OSError as problem:
        raise CommandError(f"Không mở được tệp {name}.") from problem
    except UnicodeDecodeError as problem:
        raise CommandError("Tệp không phải văn bản UTF-8. Lưu lại bằng UTF-8.") from problem
    return text if text.endswith("\n") or not text else text + "\n"
