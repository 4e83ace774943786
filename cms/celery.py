"""The Celery application. It only rings the bell: the database is the queue."""

import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

app = Celery("cms", fixups={"cms.worker_connections:keep"})
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def _leave_logging_alone(**_kwargs: Any) -> None:
    """Celery would set a level of its own and so silence our events; Django's LOGGING stands."""
