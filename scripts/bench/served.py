"""The site's settings, with plain names for static files: nobody fetches any of them here."""

from cms.settings import *  # noqa: F403 - the same settings but for one
from cms.settings import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
