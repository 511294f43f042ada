"""Django's settings: one database, server-rendered pages, nothing from another host."""

from __future__ import annotations

import os
from pathlib import Path

from jixiao.foundation.database.connection import database_settings, home

BASE = Path(__file__).parent.parent
JIXIAO_HOME = home()


def _secret_key() -> str:
    path = JIXIAO_HOME / "secrets" / "django"
    return os.environ.get("JIXIAO_SECRET_KEY") or (path.read_text().strip() if path.exists() else "")


SECRET_KEY = _secret_key() or "unset: made by the first command that starts the database"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("JIXIAO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
INSTALLED_APPS = [
    "jixiao.foundation.web",
    "jixiao.foundation.history",
    "jixiao.foundation.organisations",
    "jixiao.foundation.people",
    "jixiao.foundation.transitions",
    "jixiao.foundation.notices",
    "jixiao.foundation.inbox",
    "jixiao.foundation.attachments",
    "jixiao.foundation.imports",
    "jixiao.foundation.registers",
    "jixiao.foundation.panels",
    "jixiao.foundation.grades",
    "jixiao.systems.programmes",
    "jixiao.systems.contracts",
    "jixiao.systems.operations",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jixiao.foundation.web.middleware.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jixiao.foundation.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jixiao.foundation.people.middleware.SignedInMiddleware",
    "jixiao.foundation.identity.middleware.IdentityMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jixiao.foundation.web.errors.RefusalMiddleware",
    "jixiao.foundation.web.errors.PlainTextMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "systems" / "programmes" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jixiao.foundation.web.context.everywhere",
            ],
        },
    }
]
DATABASES = {"default": database_settings()}
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS: list[str] = []  # foundation.people.sign_in is the only way in
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "jixiao.config.urls"
WSGI_APPLICATION = "jixiao.config.wsgi.application"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = JIXIAO_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

#: What a page has to say after a redirect travels in a signed cookie: reading it writes no row.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "jixiao.foundation.web.errors.csrf_failure"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = True
#: Set when the installation stands behind a server that speaks TLS.
BEHIND_TLS = os.environ.get("JIXIAO_TLS") == "1"
#: The header in which that server names the browser's address, and which it never takes over from the browser.
ADDRESS_HEADER = os.environ.get("JIXIAO_ADDRESS_HEADER", "").strip()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
