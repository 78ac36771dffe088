"""Django settings; every value an operator may set comes from the environment (table: docs/settings.md)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from huiyin import env

ENV = env.read(os.environ)
BASE = Path(__file__).resolve().parent
VAR = ENV.path("HUIYIN_VAR") or Path("var").resolve()

SECRET_KEY = ENV.text("HUIYIN_SECRET_KEY")
DEBUG = ENV.flag("HUIYIN_DEBUG")
ALLOWED_HOSTS = ENV.names("HUIYIN_HOSTS")

# What the rooms read, under the names of the table in huiyin.env.
HUIYIN_ENV = ENV.text("HUIYIN_ENV")
HUIYIN_VAR = VAR
HUIYIN_WORDS_KEYS = ENV.text("HUIYIN_WORDS_KEYS")
HUIYIN_DIGEST_KEY = ENV.text("HUIYIN_DIGEST_KEY")
HUIYIN_SITE_URL = ENV.text("HUIYIN_SITE_URL").rstrip("/")
HUIYIN_PLACE = ENV.text("HUIYIN_PLACE")
HUIYIN_FRONT_OFFICE = ENV.text("HUIYIN_FRONT_OFFICE")
HUIYIN_RULEBOOK_DIR = ENV.path("HUIYIN_RULEBOOK_DIR")
HUIYIN_MAX_UPLOAD_MB = ENV.number("HUIYIN_MAX_UPLOAD_MB")
HUIYIN_MAX_SCAN_MB = ENV.number("HUIYIN_MAX_SCAN_MB")
HUIYIN_MAX_ENTRY_MB = ENV.number("HUIYIN_MAX_ENTRY_MB")
HUIYIN_MAX_ENTRY_FILES = ENV.number("HUIYIN_MAX_ENTRY_FILES")
HUIYIN_FILES = ENV.path("HUIYIN_FILES")
HUIYIN_GATEWAY = ENV.text("HUIYIN_GATEWAY")
HUIYIN_GATEWAY_TOKEN = ENV.text("HUIYIN_GATEWAY_TOKEN")
HUIYIN_GATEWAY_DEDUPLICATES = ENV.flag("HUIYIN_GATEWAY_DEDUPLICATES")
HUIYIN_LEARN_CLASSES = ENV.flag("HUIYIN_LEARN_CLASSES")
HUIYIN_SENDER_NAME = ENV.text("HUIYIN_SENDER_NAME")
HUIYIN_FONT_DIR = ENV.path("HUIYIN_FONT_DIR")
HUIYIN_BEHIND_PROXY = ENV.flag("HUIYIN_BEHIND_PROXY")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "huiyin.offices",
    "huiyin.register",
    "huiyin.papers",
    "huiyin.intake",
    "huiyin.web",
    "huiyin.portal",
    "huiyin.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "huiyin.web.security.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "huiyin.web.visitor.limited",
    "huiyin.desk.middleware.SignedIn",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "huiyin.web.failures.Failures",
]
CSRF_FAILURE_VIEW = "huiyin.web.errors.csrf_failure"
ROOT_URLCONF = "huiyin.urls"
WSGI_APPLICATION = "huiyin.wsgi.application"
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
    }
]


def database(url: str) -> dict[str, object]:
    """Django's database dict from `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or str(VAR / "huiyin.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or 5432),
            # What register.rows asks again and again is planned once a connection.
            "OPTIONS": {"pool": True, "prepare_threshold": 5},
        }
    raise ValueError(f"HUIYIN_DATABASE: '{url}' is neither sqlite:///path nor postgresql://…")


DATABASES = {"default": database(ENV.text("HUIYIN_DATABASE") or f"sqlite:///{VAR / 'huiyin.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "offices.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "huiyin.offices.passwords.OfficerBackend",
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
# Files are served from where they lie in the package: nothing has to be collected before a start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 3600 if ENV.production else 0

# Sessions, cookies, transport
_HTTPS = ENV.flag("HUIYIN_HTTPS")
SESSION_COOKIE_AGE = 60 * ENV.number("HUIYIN_SESSION_MINUTES")
# The minutes count from the last request, not from the sign-in: huiyin.desk.middleware renews the session.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.flag("HUIYIN_BEHIND_PROXY") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # a query code in an address must not travel to another site
X_FRAME_OPTIONS = "SAMEORIGIN"  # a paper is previewed in a frame of our own page

# Signing in
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/desk/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "phone")},
    },
    {"NAME": "huiyin.offices.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "huiyin.offices.passwords.NotTheDemoPassword"},
]
AXES_FAILURE_LIMIT = ENV.number("HUIYIN_LOCKOUT_FAILURES")
AXES_COOLOFF_TIME = timedelta(minutes=ENV.number("HUIYIN_LOCKOUT_MINUTES"))
AXES_USERNAME_FORM_FIELD = "username"  # as it is handed to authenticate(); the form calls it login
AXES_LOCKOUT_PARAMETERS = ["username"]  # per sign-in name, from wherever it is guessed
# Guesses during the lock do not lengthen it, or a stranger could keep an officer out for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "huiyin.desk.signin.locked_out"
AXES_CLIENT_IP_CALLABLE = "huiyin.web.visitor.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address", "next", "kept"]  # besides the password
AXES_DISABLE_ACCESS_LOG = True  # offices.SignIn is the log of sign-ins
AXES_RESET_ON_SUCCESS = True

# One log, on standard error. No mail on errors: a report of an error would carry what a petitioner typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Whoever asks for another host gets 400; a stranger must not be able to fill the log with it.
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
