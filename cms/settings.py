"""Settings of Lan Toả, driven by the environment. Nothing here is secret."""

from pathlib import Path

from cms import database, environment, logs

# --- Places on the disk -------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(environment.text("LANTOA_VAR") or BASE_DIR / "var").resolve()

# --- Mode and secrets ----------------------------------------------------------------------

# The demo runs on plain http with known passwords; everything else must be configured.
LANTOA_DEMO = environment.flag("LANTOA_DEMO")
DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(VAR / "secret_key")
LANTOA_FFMPEG = environment.text("LANTOA_FFMPEG", "ffmpeg")
LANTOA_TRANSCRIBER = environment.text("LANTOA_TRANSCRIBER", "vietasr")
LANTOA_VOICES = Path(environment.text("LANTOA_VOICES") or VAR / "voices")
SITE_URL = environment.text("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
IS_HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Applications --------------------------------------------------------------------------

INSTALLED_APPS = [
    "broadcast",
    "campaigns",
    "cms",
    "outreach",
    "media",
    "cms.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.headers.SafetyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.isolation.WardIsolation",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database ------------------------------------------------------------------------------

DATABASES = {
    "default": database.configuration(
        environment.text("DATABASE_URL"),
        sqlite_path=VAR / "lantoa.sqlite3",
        pool_size=environment.number("DATABASE_POOL", 0),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People --------------------------------------------------------------------------------

AUTH_USER_MODEL = "outreach.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_NAME = "__Host-phien" if IS_HTTPS else "phien"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"

# --- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
FORMAT_MODULE_PATH = "cms.formats"
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- Files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "cms.uploads.RefuseHuge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Safety --------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Each answer's policy is set by cms.headers: "no-referrer" outside, "same-origin" inside.
SECURE_REFERRER_POLICY = None
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Wagtail -------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Lan Toả"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_USER_LOGIN_FORM = "cms.login.VietnameseLoginForm"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
# One country, one clock: nobody is asked for a time zone.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.finishing.publish_approved"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odp", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Celery: ids only, one queue of bells; losing the broker loses nothing -----------------

BROKER_DIR = VAR / "broker"
CELERY_BROKER_URL = environment.text("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    for folder in ("queue", "processed", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # A worker that died keeps its bell this long: longer than any task may run, and no matter
        # in itself, because the next bell comes in seconds.
        "visibility_timeout": 900,
        "global_keyprefix": "lantoa:",
        # A Redis that answers nothing must not hold up beat or a web request.
        "socket_connect_timeout": 5,
        "socket_timeout": 15,
        "socket_keepalive": True,
        "health_check_interval": 30,
    }
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "broadcast.plan": {"queue": "plan"},
    "broadcast.drain": {"queue": "send"},
    "broadcast.sweep": {"queue": "default"},
    "broadcast.inbound": {"queue": "default"},
    "broadcast.care": {"queue": "default"},
    "cms.master_recordings": {"queue": "default"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0.2, "interval_max": 1.0}
# A bell that is lost is rung again: Redis need not write it to its disk.
CELERY_TASK_DEFAULT_DELIVERY_MODE = "transient"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Kilobytes; a process above it finishes its task and is replaced.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_BEAT_SCHEDULER = "broadcast.beating:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "plan": {"task": "broadcast.plan", "schedule": 30.0, "options": {"expires": 25}},
    "drain": {"task": "broadcast.drain", "schedule": 5.0, "options": {"expires": 4}},
    "sweep": {"task": "broadcast.sweep", "schedule": 60.0, "options": {"expires": 55}},
    "inbound": {"task": "broadcast.inbound", "schedule": 5.0, "options": {"expires": 4}},
    "care": {"task": "broadcast.care", "schedule": 30.0, "options": {"expires": 25}},
    "master": {"task": "cms.master_recordings", "schedule": 5.0, "options": {"expires": 4}},
}

# --- Lan Toả: what the rooms above hand down ------------------------------------------------

LANTOA_CARRIERS = [
    "broadcast.carriers.leader_relay.LeaderRelay",
    "broadcast.carriers.zalo_group.ZaloGroup",
    "broadcast.carriers.loudspeaker.Loudspeaker",
    "broadcast.carriers.printing.Printing",
]
# What a campaign needs of each bot's months: (campaign, now) -> list of campaigns.forecasting.Need.
LANTOA_FORECAST = "broadcast.forecast.of_campaign"
# Which of some groups a channel kind can reach: (kind, group ids) -> set of group ids.
LANTOA_REACHABLE = "broadcast.targets.reachable"
# The newest kit of a ward, as a media Bundle, or None.
LANTOA_KIT_OF_WARD = "cms.kit_building.newest"
# What a ward's campaigns are called: ward -> titles by code.
LANTOA_CAMPAIGN_TITLES = "campaigns.titles.of_ward"
# When a ward's materials were on show: ward -> list of cms.materials_on_show.Span.
LANTOA_MATERIALS_ON_SHOW = "cms.materials_on_show.spans"
# Called with a ward when its groups have changed.
LANTOA_GROUPS_CHANGED = "broadcast.opening.open_ward"
ZALO_BOT_BASE_URL = environment.text("ZALO_BOT_BASE_URL", "https://bot-api.zaloplatforms.com")
# What Zalo allows a bot of the free plan: people it may write to (some kept spare), groups that all
# bots of one account may join, messages a month unless the bot has a limit of its own.
ZALO_USERS = environment.number("ZALO_USERS", 50)
ZALO_SPARE_USERS = environment.number("ZALO_SPARE_USERS", 5)
ZALO_GROUPS = environment.number("ZALO_GROUPS", 3)
ZALO_MONTHLY = environment.number("ZALO_MONTHLY", 3000)
# Parts of the monthly limit: where the officer is told, and where automatic sends stop.
ZALO_WARN = environment.fraction("ZALO_WARN", 0.80)
ZALO_STOP = environment.fraction("ZALO_STOP", 0.95)
# Machines send nothing between these hours; an occurrence due then waits for the morning.
LANTOA_QUIET_FROM = environment.text("LANTOA_QUIET_FROM", "21:30")
LANTOA_QUIET_UNTIL = environment.text("LANTOA_QUIET_UNTIL", "06:30")
# Zalo publishes no rates: messages a second for each bot, seconds between two to one chat.
ZALO_PER_SECOND = environment.number("ZALO_PER_SECOND", 1)
ZALO_CHAT_SECONDS = environment.number("ZALO_CHAT_SECONDS", 3)
# How many calls one worker keeps under way; as many may be in doubt if it is killed.
LANTOA_IN_FLIGHT = environment.number("LANTOA_IN_FLIGHT", 512)
# Connections over which one worker claims and settles; 0: as many as the database has use for.
LANTOA_DRAIN_THREADS = environment.number("LANTOA_DRAIN_THREADS", 0)
# Days from which officers are called for what groups still lack: after, then before all else.
LANTOA_DUTY_REMINDER_DAYS = environment.text("LANTOA_DUTY_REMINDER_DAYS", "20,25")
LANTOA_LEASE_SECONDS = environment.number("LANTOA_LEASE_SECONDS", 60)
LANTOA_SENDING_LIMIT_SECONDS = environment.number("LANTOA_SENDING_LIMIT_SECONDS", 270)

# --- Health and figures --------------------------------------------------------------------

# Seconds after which silence of the clock or of a queue's worker means that it is stuck.
LANTOA_HEALTH_SILENCE_SECONDS = environment.number("LANTOA_HEALTH_SILENCE_SECONDS", 90)
# Seconds after which a task that never ends well means that something is wrong: above its limit.
LANTOA_HEALTH_FAILURE_SECONDS = environment.number("LANTOA_HEALTH_FAILURE_SECONDS", 900)
# A bot made to wait this long, or with a due message this old, needs a person.
LANTOA_HEALTH_PAUSE_SECONDS = environment.number("LANTOA_HEALTH_PAUSE_SECONDS", 300)
LANTOA_HEALTH_LANE_SECONDS = environment.number("LANTOA_HEALTH_LANE_SECONDS", 900)
# Who sends this may read figures and details from elsewhere; without it only this machine may.
METRICS_TOKEN = environment.text("METRICS_TOKEN")

# --- Logging -------------------------------------------------------------------------------

LOGGING = logs.configuration(is_readable=LANTOA_DEMO or DEBUG)
