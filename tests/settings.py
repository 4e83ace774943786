"""The settings under test: the real ones, with state in a folder of each process's own."""

import os

from tests import folders

# Before the import: the real settings read the environment, and nobody's installation may be
# touched by a test.
os.environ["LANTOA_VAR"] = str(folders.own())
os.environ["LANTOA_DEMO"] = "1"
os.environ["SITE_URL"] = "http://testserver"
os.environ["ZALO_BOT_BASE_URL"] = "http://127.0.0.1:9"

from cms.settings import *  # noqa: F403 the environment above comes first

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 whitenoise asks for the folder
# Tests that are about the rate set it; the others need not wait.
ZALO_PER_SECOND = 0
# A second connection would not see what a test has not committed.
LANTOA_DRAIN_THREADS = 1
