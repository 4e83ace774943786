"""Celery rings the bell; which recordings wait is in the database."""

from celery import shared_task
from django.utils import timezone

from cms import recordings


@shared_task(
    name="cms.master_recordings",
    soft_time_limit=600,
    time_limit=660,
    acks_late=True,
    ignore_result=True,
)
def master_recordings() -> None:
    recordings.master_waiting(now=timezone.now())
