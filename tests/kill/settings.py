"""The settings of the processes under test: the real ones, with the schedule set short.

What the environment can say, ``house`` says there; the rest is here.
"""

from typing import Any

from cms.settings import *  # noqa: F403 everything but what follows is as in service
from cms.settings import CELERY_BEAT_SCHEDULE as _IN_SERVICE

# The clock rings sixty times as often as in service, but not more often than this.
FASTER = 60
LEAST_SECONDS = 0.5


def _short(entry: dict[str, Any]) -> dict[str, Any]:
    seconds = max(LEAST_SECONDS, entry["schedule"] / FASTER)
    return {**entry, "schedule": seconds, "options": {"expires": 0.9 * seconds}}


CELERY_BEAT_SCHEDULE = {
    name: _short(entry)
    for name, entry in _IN_SERVICE.items()
    if str(entry["task"]).startswith("broadcast.")
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
