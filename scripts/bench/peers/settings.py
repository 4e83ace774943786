"""Settings of the peers: nothing but what they need, in a database of their own."""

from pathlib import Path

from cms import database, environment

SECRET_KEY = "peers"  # noqa: S105 nothing is signed
USE_TZ = True
INSTALLED_APPS = ["scripts.bench.peers", "post_office"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": database.configuration(
        environment.text("DATABASE_URL"), sqlite_path=Path("/nonexistent")
    )
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(environment.text("SMTP_PORT", "25"))
# LOG_LEVEL 0 keeps no row for each letter: the fastest that it offers. The rest are its defaults.
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    "BATCH_SIZE": int(environment.text("POST_OFFICE_BATCH", "100")),
    "LOG_LEVEL": 0,
}
LOGGING_CONFIG = None
