"""``manage.py zalo_sim``: run the simulated Zalo beside the platform."""

import os
import signal
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from broadcast.zalo.simulator import fixture, saving, server


class Command(BaseCommand):
    """Serve until stopped; chats are kept in the state file."""

    help = "Chạy Zalo mô phỏng trên máy này, không cần mạng Internet."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8099, help="cổng, mặc định 8099")
        parser.add_argument("--state", type=Path, help="tệp giữ các đoạn chat")
        parser.add_argument("--fixture", type=Path, help="tệp mô tả bot, người và nhóm ban đầu")
        parser.add_argument(
            "--key",
            default=os.environ.get("ZALO_SIM_KEY", ""),
            help="khoá điều khiển, mặc định lấy từ ZALO_SIM_KEY hoặc tạo ngẫu nhiên",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        var = Path(settings.VAR)
        state: Path = options["state"] or var / "zalo_simulator.json"
        start = server.read_fixture(options["fixture"] or var / "zalo_simulator_fixture.json")
        try:
            simulator = server.Simulator(options["port"], key=options["key"], start=start)
        except OSError as exc:
            raise CommandError(f"Không mở được cổng {options['port']}: {exc.strerror}") from exc
        saving.restore(simulator.world, state)
        fixture.load(simulator.world, start)
        signal.signal(signal.SIGTERM, stop)
        self.stdout.write(f"Zalo mô phỏng: {simulator.url}/  (khoá điều khiển: {simulator.key})")
        try:
            server.serve(simulator, state=state)
        except KeyboardInterrupt:
            self.stdout.write("Đã dừng Zalo mô phỏng.")


def stop(_number: int, _frame: FrameType | None) -> None:
    """Turn SIGTERM into the same way out as Ctrl-C."""
    raise KeyboardInterrupt
