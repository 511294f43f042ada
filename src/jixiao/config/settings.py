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
    "jixiao.foundation.history",
    "jixiao.foundation.organisations",
    "jixiao.foundation.people",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
]
DATABASES = {"default": database_settings()}
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "jixiao.config.urls"
WSGI_APPLICATION = "jixiao.config.wsgi.application"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
