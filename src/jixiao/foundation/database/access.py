"""How the whole of a database is reached, row by row, for a copy of it: by our driver and by PostgreSQL's programs.

The embedded server has an administrator for that. On another server we are the owner role, whom row security binds as
well; it reads everything as the named actor of a copy, never by being above the rules.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from jixiao.foundation.database.embedded import ADMINISTRATOR, DATABASE, EmbeddedServer

_EVERYTHING = "-c jixiao.actor=system:backup -c jixiao.everything=yes"


class NoOwner(RuntimeError):
    """``DATABASE_URL`` names a server and ``DATABASE_OWNER_URL`` names nobody who may copy it."""


@dataclass(frozen=True, slots=True)
class Access:
    """Parameters of a connection in the words of libpq; none of them shows in a list of processes."""

    parameters: Mapping[str, str]
    #: what pg_dump must be told where row security binds whoever asks.
    dump_options: tuple[str, ...] = ()

    def connect(self, *, autocommit: bool = False) -> psycopg.Connection[Any]:
        """A connection of our own driver."""
        return psycopg.connect(autocommit=autocommit, **self.parameters)  # type: ignore[arg-type]

    @property
    def database(self) -> str:
        """The database's name."""
        return self.parameters["dbname"]

    def environment(self) -> dict[str, str]:
        """The environment in which PostgreSQL's programs connect the same way."""
        known = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
        named = {known[word]: value for word, value in self.parameters.items()}
        return os.environ | {variable.decode(): value for variable, value in named.items() if variable}


def access_to_embedded(server: EmbeddedServer) -> Access:
    """As the embedded server's administrator."""
    folder, secret = str(server.socket_folder), server.secret(ADMINISTRATOR)
    return Access({"host": folder, "user": ADMINISTRATOR, "password": secret, "dbname": DATABASE})


def access_by_url() -> Access:
    """As the owner role of the server that the environment names. Raises :class:`NoOwner`."""
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise NoOwner
    parameters = {word: str(value) for word, value in conninfo_to_dict(url).items()}
    return Access(parameters | {"options": _EVERYTHING}, dump_options=("--enable-row-security",))
