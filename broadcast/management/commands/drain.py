"""Gửi mọi lượt đang đến giờ, không cần Celery."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from broadcast import bot_care, claiming, sending, sweeping
from broadcast.models import Attempt, Delivery


class Command(BaseCommand):
    """A worker without Celery: send what is due, repair, and go on until nothing is left.

    SIGTERM ends it after the calls under way; rows it holds are given back.
    """

    help = "Gửi mọi lượt đang đến giờ; --until-empty thì chạy tới khi không còn lượt nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-empty", action="store_true")
        parser.add_argument("--seconds", type=float, default=1.0, help="nghỉ giữa hai vòng")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sending.stop())
        total = sending.drain().total
        while options["until_empty"] and self._is_busy() and not sending.is_stopping():
            time.sleep(options["seconds"])
            sweeping.sweep(now=timezone.now())
            bot_care.look_after(now=timezone.now())
            total += sending.drain().total
        self.stdout.write(f"Đã xử lý {total} lượt gửi.")

    def _is_busy(self) -> bool:
        """Whether something can still leave: due, claimed, or on its way."""
        due = Delivery.objects.filter(
            indexed_state=Delivery.State.PLANNED, next_attempt_at__lte=timezone.now()
        )
        claimed = Delivery.objects.filter(indexed_state=Delivery.State.CLAIMED)
        under_way = Attempt.objects.filter(outcome=Attempt.Outcome.OPEN)
        is_due = claiming.allowed(due, now=timezone.now()).exists()
        return is_due or claimed.exists() or under_way.exists()
