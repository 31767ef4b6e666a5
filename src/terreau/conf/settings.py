"""Django settings, drawn from the instance folder and a few environment variables.

TERREAU_INSTANCE names the folder, DATABASE_URL another database than its SQLite file,
TERREAU_DEBUG=1 turns the development pages on.
"""

import os
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from terreau.conf.instance import DEFAULT_DIR, Instance

INSTANCE = Instance.load(os.environ.get("TERREAU_INSTANCE", DEFAULT_DIR))

DEBUG = os.environ.get("TERREAU_DEBUG") == "1"
SECRET_KEY = INSTANCE.secret_key()
ALLOWED_HOSTS = list(INSTANCE.allowed_hosts)
PUBLIC_URL = INSTANCE.public_url
DEFAULT_SCHEME = INSTANCE.default_scheme

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "terreau.web",
    "terreau.accounts",
    "terreau.vocabulary",
    "terreau.territory",
    "terreau.portfolio",
    "terreau.collect",
    "terreau.identify",
    "terreau.publish",
    "terreau.explore",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "terreau.accounts.middleware.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "terreau.conf.urls"
WSGI_APPLICATION = "terreau.conf.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "terreau.accounts.context.account",
            ],
            "builtins": ["terreau.web.templatetags.typography"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{INSTANCE.database}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
    }

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
MEDIA_ROOT = INSTANCE.media
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Every page is self-contained: nothing is asked of another host, nothing runs inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
# Files sent go to the disk as they come. The limits hold for one file, and for an import.
FILE_UPLOAD_HANDLERS = ["terreau.collect.uploads.LimitedUpload"]
IMPORT_FILE_BYTES = 200_000_000
IMPORT_TOTAL_BYTES = 4_000_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000

# Long work is done by `terreau worker`; the queue is in the database: nothing else to run.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True

# Sessions are rows, so that they can be ended at once. « Lax »: a link opened from a message finds
# the session there is. Behind a proxy that speaks HTTPS the forms come from the public address.
SESSION_COOKIE_NAME = "terreau_session"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
_PUBLIC = urlsplit(PUBLIC_URL)
CSRF_TRUSTED_ORIGINS = [f"{_PUBLIC.scheme}://{_PUBLIC.netloc}"] if _PUBLIC.netloc else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# A way in through another service (OpenID Connect) is one more line here.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django_tasks": {"level": "WARNING"}, "django_tasks_db": {"level": "WARNING"}},
}
