"""Which database this process talks to, and as whom."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jixiao.foundation.database.embedded import APPLICATION, DATABASE, OWNER, EmbeddedServer

#: ``owner`` for a process that runs migrations; anything else is the application.
ROLE_VARIABLE = "JIXIAO_DATABASE_ROLE"
_SESSION = "-c timezone=Asia/Shanghai"
#: Row security binds the owner too: without an identity it could not even add a reference to a table that has rows.
_MIGRATING = f"{_SESSION} -c jixiao.actor=system:migration -c jixiao.everything=yes"


def home() -> Path:
    """The installation's folder: ``JIXIAO_HOME``, by default ``.jixiao`` in the current folder."""
    return Path(os.environ.get("JIXIAO_HOME") or ".jixiao").absolute()


def embedded_server() -> EmbeddedServer | None:
    """The embedded server, or None when ``DATABASE_URL`` names another."""
    return None if os.environ.get("DATABASE_URL") else EmbeddedServer(home())


def database_settings() -> dict[str, Any]:
    """Django's settings of the one database."""
    as_owner = os.environ.get(ROLE_VARIABLE) == "owner"
    server = embedded_server()
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"options": _MIGRATING if as_owner else _SESSION},
    }
    if server is not None:
        role = OWNER if as_owner else APPLICATION
        has_secret = (server.home / "secrets" / role).exists()
        password = server.secret(role) if has_secret else ""
        name = os.environ.get("JIXIAO_DATABASE_NAME", DATABASE)
        return settings | {"HOST": str(server.socket_folder), "NAME": name, "USER": role, "PASSWORD": password}
    url = os.environ.get("DATABASE_OWNER_URL" if as_owner else "DATABASE_URL") or os.environ["DATABASE_URL"]
    named = _from_url(url)
    return settings | named | {"OPTIONS": named["OPTIONS"] | settings["OPTIONS"]}


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": options,
    }
