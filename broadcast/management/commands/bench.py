"""Đo tốc độ gửi tin qua sổ gửi thật, tới một máy chủ nói giao thức của bot Zalo."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

from broadcast import trial
from campaigns.models import ChannelKind


class Command(BaseCommand):
    """Make N deliveries in a ward of its own, send them, say where each ended, clean up."""

    help = "Đo tốc độ: bench send --deliveries N --carrier zalo_group --api URL --token T --json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["send"], help="việc cần đo")
        parser.add_argument("--deliveries", type=int, required=True, help="số lượt gửi")
        parser.add_argument(
            "--carrier",
            choices=ChannelKind.values,
            default=ChannelKind.ZALO_GROUP,
            help="loại kênh",
        )
        parser.add_argument("--api", default=settings.ZALO_BOT_BASE_URL, help="địa chỉ máy chủ")
        parser.add_argument(
            "--token",
            action="append",
            default=[],
            help="mã truy cập của bot, lặp lại được",
        )
        parser.add_argument(
            "--in-flight", type=int, default=settings.LANTOA_IN_FLIGHT, help="số lời gọi cùng lúc"
        )
        parser.add_argument(
            "--patience", type=float, default=90, help="số giây chờ khi không lượt nào đi được"
        )
        parser.add_argument("--json", action="store_true", help="dòng cuối là JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = ChannelKind(options["carrier"])
        if options["deliveries"] < 1:
            raise CommandError("Số lượt gửi phải từ 1 trở lên.")
        if kind in trial.LINK_KIND and not options["token"]:
            raise CommandError("Kênh này cần ít nhất một --token.")
        with (
            override_settings(
                ZALO_BOT_BASE_URL=options["api"].rstrip("/"), LANTOA_IN_FLIGHT=options["in_flight"]
            ),
            trial.prepared(
                kind, deliveries=options["deliveries"], tokens=options["token"]
            ) as occurrence,
        ):
            result = trial.send(occurrence, patience=options["patience"])
        if options["json"]:
            self.stdout.write(json.dumps(_figures(result)))
            return
        self.stdout.write(
            f"{result.accepted} lượt được nhận, {result.failed} không gửi được, "
            f"{result.unknown} không chắc, {result.seconds:.2f} giây, "
            f"{result.per_second:,.0f} lượt mỗi giây."
        )


def _figures(result: trial.Result) -> dict[str, float]:
    return {
        "accepted": result.accepted,
        "failed": result.failed,
        "unknown": result.unknown,
        "seconds": round(result.seconds, 3),
        "per_second": round(result.per_second, 1),
    }
