"""The Celery application. It only rings the bell: the database is the queue."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

app = Celery("cms", fixups={"cms.worker_connections:keep"})
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
