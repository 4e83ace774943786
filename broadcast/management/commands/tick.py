"""Chạy một lượt: lập, chia, gửi, dọn."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from broadcast import heartbeats, ticking


class Command(BaseCommand):
    """Do one whole pass without Celery, for cron and for tests."""

    help = "Lập các lần phát hành đến giờ, chia lượt gửi, gửi và dọn, một lượt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", default="", help="coi như bây giờ là (dạng ISO 8601)")

    def handle(self, *args: Any, **options: Any) -> None:
        now = self._moment(options["now"])
        done = ticking.tick(now=now)
        heartbeats.all_succeeded([heartbeats.BEAT, *settings.CELERY_TASK_ROUTES])
        states = done.sent.states
        self.stdout.write(
            f"{timezone.localtime(now):%H:%M %d/%m/%Y}: {done.occurrences} lần phát hành đến giờ, "
            f"{done.swept.fanned_out} lượt gửi mới, {states['sent']} đã gửi, "
            f"{states['planned']} chờ gửi lại, {states['failed']} không gửi được, "
            f"{states['unknown'] + done.swept.doubtful} không chắc, {done.swept.expired} quá hạn."
        )

    def _moment(self, text: str) -> datetime:
        if not text:
            return timezone.now()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” không phải thời điểm ISO 8601.") from error
        return moment if moment.tzinfo else timezone.make_aware(moment)
