"""Every setting, read from the environment. README names the ones an operator may set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from factcheck.data_folder import data_folder, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_folder(BASE_DIR / ".data")
VERSION = "0.1.0"

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(DATA_DIR)
# A desk on one machine answers on the loopback address; an operator names the public host.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# HTTPS is on by default as soon as a public host is named, and HTTP stays possible on the own machine.
HTTPS = env.bool("HTTPS", default="ALLOWED_HOSTS" in env.ENVIRON)

# --- the product's own limits --------------------------------------------------------------------
ARTICLE_LIMIT_BYTES = env.int("FACTCHECK_ARTICLE_LIMIT_BYTES", default=2_000_000)
UPLOAD_LIMIT_BYTES = env.int("FACTCHECK_UPLOAD_LIMIT_BYTES", default=20_000_000)
PUBLIC_BASE_URL = env.str("FACTCHECK_PUBLIC_BASE_URL", default="http://127.0.0.1:8000")
# Refuse every write that no Action explains. On in tests; off for operators who must repair by hand.
HISTORY_STRICT = env.bool("FACTCHECK_HISTORY_STRICT", default=False)

# --- fetching pages ------------------------------------------------------------------------------
# Off for a desk without a network: then nothing offers it.
FETCHING = env.bool("FACTCHECK_FETCHING", default=True)
# Ports of public hosts beside 80 and 443.
FETCH_PORTS = env.list("FACTCHECK_FETCH_PORTS", cast=int, default=[])
# Addresses of this machine that tests serve pages at; no environment can name any.
FETCH_OWN: list[tuple[str, int]] = []

# --- checkpoints of the history ------------------------------------------------------------------
# At the most so many minutes old; made at once when a ruling is published. 0: only by command.
CHECKPOINT_MINUTES = env.float("FACTCHECK_CHECKPOINT_MINUTES", default=15.0)
# A second folder for copies, best where this machine's administrator cannot write.
CHECKPOINT_FOLDER = env.str("FACTCHECK_CHECKPOINT_FOLDER", default="")

# --- language model ------------------------------------------------------------------------------
# Off while the address is empty. Only `manage.py propose_claims` ever asks it.
MODEL_URL = env.str("FACTCHECK_MODEL_URL", default="")
MODEL_NAME = env.str("FACTCHECK_MODEL_NAME", default="")
MODEL_KEY = env.str("FACTCHECK_MODEL_KEY", default="")
MODEL_TIMEOUT = env.float("FACTCHECK_MODEL_TIMEOUT", default=120.0)

INSTALLED_APPS = [
    "annotations.apps.AnnotationsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # After auth, whose admin of groups it takes away.
    "annotations.apps.AnnotationsConfig",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before whatever answers, so that styles and scripts are compressed as pages are.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "annotations.web.preferred.Preferred",
    "annotations.web.resending.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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
FORM_RENDERER = "annotations.web.widgets.PlainWidgets"

# --- database ------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'factcheck.sqlite3'}")
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"] |= {
        "ENGINE": "annotations.history.sqlite",
        "OPTIONS": {
            "timeout": 20,
            # A transaction that means to write takes the lock at once: no deadlock half-way.
            "transaction_mode": "IMMEDIATE",
            # FULL: a power cut loses nothing acknowledged. recursive_triggers: REPLACE is recorded too.
            # trusted_schema stays on: the history's triggers call JSON functions, which it would forbid.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=20000;"
            ),
        },
    }
else:
    DATABASES["default"] |= {
        "ENGINE": "annotations.history.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # What the address asks for (sslmode, a socket folder as host) stays.
        "OPTIONS": DATABASES["default"].get("OPTIONS", {})
        | {"options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "annotations.User"
AUTHENTICATION_BACKENDS = ["annotations.services.logging_in.BrakedLogin"]
LOGIN_URL = reverse_lazy("login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
LOGOUT_REDIRECT_URL = reverse_lazy("login")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# In their own words, so that everybody finds their own.
LANGUAGES = [("en", "English"), ("ar", "العربية")]
# Templates stand outside the app, and their words are in the app's one catalogue too.
LOCALE_PATHS = [BASE_DIR / "annotations" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
# Straight from the source tree, so that a first start needs no collecting step.
WHITENOISE_USE_FINDERS = True
# File names carry no hash: after an upgrade nobody keeps an old script for longer than a minute.
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# --- headers -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "annotations.web.errors.csrf_failure"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- mail ----------------------------------------------------------------------------------------
# Only `manage.py watch_history` sends any; without a server it prints them.
globals().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="factcheck@localhost")

# --- API -----------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotations.api.authentication.TokenAuthentication",
        "annotations.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["annotations.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "annotations.api.schema.ProblemSchema",
    "DEFAULT_FILTER_BACKENDS": ["annotations.api.filtering.StrictFilters"],
    "DEFAULT_PAGINATION_CLASS": "annotations.api.pagination.KeysetPagination",
    "EXCEPTION_HANDLER": "annotations.api.problems.answer",
    # No OPTIONS, and no ?format=: one way to ask.
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "factcheck",
    "DESCRIPTION": "Articles, claims, verdicts, rulings and their history. Offsets are Unicode code points.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "ENUM_NAME_OVERRIDES": {
        "ClaimKind": "annotations.models.claim.Kind",
        "ClaimState": "annotations.models.claim.State",
        "CorrectionKind": "annotations.models.ruling.Correction.Kind",
        "RulingState": "annotations.models.ruling.Ruling.State",
    },
}

# --- logs ----------------------------------------------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
